import { type PageArgs, type ToMany, toMany } from "../../graph/relations.js";
import type { User } from "../users/user.type.js";
import { type MachineRow, machineRows } from "./machine.table.js";

/** The machines of a service user. Who sees the user sees them. */
export const machines: ToMany<User, PageArgs, MachineRow> = toMany({
  rows: machineRows,
  owners: "accounts",
  where: (owner, row) => [`${row}.user_id = ${owner}.id`],
  shown: (row) => row,
});
