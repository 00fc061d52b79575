import type { Knex } from "knex";

/**
 * Whether a group has children is kept and not looked for: among thousands of siblings PostgreSQL takes a scan of all
 * groups for each to be cheaper than the index, and the list of a flat tree takes seconds.
 *
 * A new child touches its parent only where it is the first, so that writers below one parent do not wait for each other.
 */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
alter table groups add column has_children boolean not null default false;
update groups set has_children = true where id in (select parent_id from groups);

create function keep_has_children(parents bigint[]) returns void language sql as $$
  update groups set has_children = not has_children
  where id = any(parents) and has_children <> exists (select from groups c where c.parent_id = groups.id)
$$;

create function children_inserted() returns trigger language plpgsql as $$ begin
  update groups set has_children = true where not has_children and id in (select parent_id from new_rows);
  return null;
end $$;
create trigger children_inserted after insert on groups referencing new table as new_rows
  for each statement execute function children_inserted();

create function children_deleted() returns trigger language plpgsql as $$ begin
  perform keep_has_children(array(select distinct parent_id from old_rows));
  return null;
end $$;
create trigger children_deleted after delete on groups referencing old table as old_rows
  for each statement execute function children_deleted();

create function child_moved() returns trigger language plpgsql as $$ begin
  perform keep_has_children(array[old.parent_id, new.parent_id]);
  return null;
end $$;
create trigger child_moved after update of parent_id on groups for each row
  when (old.parent_id is distinct from new.parent_id) execute function child_moved();
`);
}

export async function down(db: Knex): Promise<void> {
  await db.raw(`
drop trigger child_moved on groups;
drop trigger children_deleted on groups;
drop trigger children_inserted on groups;
drop function child_moved, children_deleted, children_inserted, keep_has_children;
alter table groups drop column has_children;
`);
}
