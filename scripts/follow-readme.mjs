// Does what the start section of README.md says, line by line, as a newcomer would: each command has to succeed. `npm start` stays
// until a line "# Ctrl-C". Needs Linux, bash and curl. .ci/first-contact calls it in a fresh clone.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clearTimeout, setTimeout } from "node:timers";

/** Milliseconds that a start may take, packages fetched over a slow network included. */
const PATIENCE = 600_000;
/** The port of README.md, which may be in use here. */
const README_PORT = "8080";

/** The commands of the start section, with those over several lines in one. */
function commandsOf(readme) {
  const section = /\n## Start\n([^]*?)\n## /.exec(readme)?.[1] ?? "";
  const blocks = [...section.matchAll(/```sh\n([^]*?)```/g)].map(([, block]) => block);
  return blocks.flatMap((block) => block.replaceAll("\\\n", " ").split("\n")).filter((line) => line.trim() !== "");
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  return String(port);
}

/** A server in a terminal of its own, so to speak: its output so far, and how it ends. */
async function startServer(command, env) {
  const child = spawn("bash", ["-c", command], { env, stdio: ["ignore", "pipe", "pipe"], detached: true });
  let output = "";
  const ready = new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error(`${command}: not ready in time\n${output}`)), PATIENCE);
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (piece) => {
        output += piece;
        if (/^Portico .* is ready\.$/m.test(output) && output.includes("Try next")) resolve(clearTimeout(limit));
      });
    }
    child.once("close", (code) => reject(new Error(`${command}: ended with ${code}\n${output}`)));
  });
  const ended = once(child, "close");
  ended.catch(() => undefined);
  await ready;
  return {
    output: () => output,
    /** As Ctrl-C in its terminal. */
    stop: async () => {
      process.kill(-child.pid, "SIGINT");
      const [code, signal] = await ended;
      // npm ends by the signal, once the server has stopped.
      if (!output.includes('"msg":"stopped"'))
        throw new Error(`${command}: ended with ${code ?? signal} without having stopped\n${output}`);
    },
  };
}

function run(command, env) {
  const { status, stdout, stderr } = spawnSync("bash", ["-c", command], { env, encoding: "utf8" });
  if (status !== 0) throw new Error(`${command}: ended with ${status}\n${stdout}${stderr}`);
  return stdout + stderr;
}

const port = await freePort();
const curlHome = mkdtempSync(join(tmpdir(), "portico-readme-"));
writeFileSync(join(curlHome, ".curlrc"), "fail\nshow-error\nsilent\n");
const env = { ...process.env, PORT: port, HOST: "127.0.0.1", CURL_HOME: curlHome };
for (const name of ["DATABASE_URL", "PORTICO_DATA"]) delete env[name];
let server;
let isFirst = true;
try {
  for (const line of commandsOf(readFileSync("README.md", "utf8"))) {
    const command = line.replaceAll(`localhost:${README_PORT}`, `localhost:${port}`);
    process.stdout.write(`$ ${line}\n`);
    if (line.startsWith("#")) {
      await server.stop();
      server = undefined;
    } else if (/\bnpm start\b/.test(line)) {
      server = await startServer(command, env);
      if (isFirst && !(/installing packages: \d/.test(server.output()) && server.output().includes("building")))
        throw new Error(`${command}: does not say what it is doing\n${server.output()}`);
      isFirst = false;
      process.stdout.write(
        server
          .output()
          .split("\n")
          .filter((text) => !text.startsWith("{"))
          .join("\n"),
      );
    } else process.stdout.write(`${run(command, env).trim()}\n`);
  }
} catch (error) {
  process.stderr.write(`README.md can't be followed: ${error.message}\n`);
  process.exitCode = 1;
} finally {
  if (server !== undefined) await server.stop().catch((error) => process.stderr.write(`${error.message}\n`));
  rmSync(curlHome, { recursive: true });
}
