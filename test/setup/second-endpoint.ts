import { once } from "node:events";
import type { AddressInfo } from "node:net";
import type { Knex } from "knex";
import { closeDatabase, openDatabase, type DatabaseOptions } from "../../db/connection.js";
import { createApp } from "../../src/app.js";
import type { Config } from "../../src/config/config.js";
import { createLogger } from "../../src/kernel/log.js";
import { createServices } from "../../src/services.js";

/** Another server over the same database, with a pool of its own. */
export interface SecondEndpoint {
  /** Without trailing slash. */
  url: string;
  db: Knex;
  close: () => Promise<void>;
}

/** Opens another server for the settings of one, on the database at `url` if not on the settings' own. */
export async function openSecondEndpoint(config: Config, options: DatabaseOptions, url = config.databaseUrl!): Promise<SecondEndpoint> {
  const db = openDatabase(url, options);
  const app = await createApp({ services: createServices(config, db, options.log ?? createLogger("silent")) });
  const endpoint = app.listen(0, "127.0.0.1");
  await once(endpoint, "listening");
  return {
    url: `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}`,
    db,
    close: async () => {
      endpoint.close();
      endpoint.closeAllConnections();
      await closeDatabase(db);
    },
  };
}
