// First of all: libraries look at both when their files are loaded.
import "../../src/kernel/runtime.js";
import "reflect-metadata";
import { openDatabase } from "../../db/connection.js";
import { createApp } from "../../src/app.js";
import { createServices } from "../../src/services.js";
import { loadConfig } from "../../src/config/load-config.js";
import { listen } from "../../src/http/listen.js";
import { createLogger } from "../../src/kernel/log.js";

/** Portico without what it does beside requests: PostgreSQL's work for this process is that for its answers, and no other. */

const config = loadConfig(process.env);
const log = createLogger(config.logLevel);
const db = openDatabase(config.databaseUrl!, { poolSize: config.databasePool, log });
await listen(await createApp({ services: createServices(config, db, log) }), config, log);
process.on("disconnect", () => process.exit());
