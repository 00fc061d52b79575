import type { Knex } from "knex";
import type { Random } from "../../db/seeds/random.js";

/**
 * Hangs on a random tree what trees by themselves do not have: reports, schedules, machines, sessions, programs, and brands'
 * mail servers.
 */
export async function hangThings(db: Knex, random: Random): Promise<void> {
  const ids = async (table: string, condition = "true"): Promise<string[]> =>
    (await db.raw<{ rows: { id: string }[] }>(`select id::text from ${table} where ${condition} order by ${table}.id`)).rows.map(
      ({ id }) => id,
    );
  const run = (sql: string, ...values: (string | number | boolean | Buffer)[]): Promise<unknown> => Promise.resolve(db.raw(sql, values));

  for (const group of await ids("groups")) {
    await run("update groups set storages_inherited = ? where id = ?", !random.chance(0.2), group);
    if (random.chance(0.4))
      await run("insert into report_schedules (group_id, level, enabled, next_run_at) values (?, 0, false, now())", group);
    for (let level = 0; level < 4; level += 1) {
      if (!random.chance(0.3)) continue;
      await run(
        `insert into reports (group_id, kind, level, begin_date, end_date, run_at, result_action, hide_zero_usage, show_skus)
         values (?, 4, ?, date '2024-01-01' + ?::int, '2024-12-31', now(), 'save', false, false)`,
        group,
        level,
        random.below(300),
      );
    }
  }
  for (const group of await ids("groups", "brand_id is null")) {
    if (random.chance(0.4))
      await run(
        `with made as (insert into brands (group_id) values (?) returning id)
         update groups set brand_id = (select id from made) where id = ?`,
        group,
        group,
      );
  }
  for (const group of await ids("groups")) {
    if (random.chance(0.3))
      await run(
        "insert into storages (group_id, name, name_key, uid, uid_key) values (?, 'of the group', 'of the group', ?, ?)",
        group,
        `storage-${group}`,
        `storage-${group}`,
      );
  }
  for (const brand of await ids("brands")) await run("update brands set smtp_server = ? where id = ?", `smtp-${brand}.example.com`, brand);
  for (const port of [1, 2]) {
    await run(
      `insert into backup_servers (agent_id, agent_key, host, port, internal_host, internal_port, public_key)
       values (?, ?, 'backup', ?, 'inside', ?, ?)`,
      `agent-${port}`,
      `agent-${port}`,
      port,
      port,
      "k".repeat(40),
    );
  }
  const servers = await ids("backup_servers");
  for (const user of await ids("accounts", "sort = 'service_user'")) {
    if (random.chance(0.3))
      await run(
        "insert into machines (user_id, backup_server_id, agent_id, agent_key) values (?, ?, ?, ?)",
        user,
        random.pick(servers),
        `machine-${user}`,
        `machine-${user}`,
      );
  }
  for (const account of await ids("accounts")) {
    if (random.chance(0.3))
      await run(
        "insert into sessions (token_hash, account_id, expires_at) values (?, ?, now() + interval '1 day')",
        Buffer.from(`session ${account}`),
        account,
      );
  }
  for (const identifier of ["program", "another program"])
    await run(
      "insert into api_accounts (type, identifier, identifier_key, secret_hash) values ('local', ?, ?, 'none')",
      identifier,
      identifier,
    );
}
