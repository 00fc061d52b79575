-- W6b: a service user in a group, with its identity, quotas and usage.
create or replace function bench_create_user(
  group_id bigint, login text, email text, firstname text, lastname text, quota_storage_hard bigint
) returns accounts language plpgsql as $$
#variable_conflict use_variable
declare
  identity bigint;
  account accounts;
begin
  insert into identities (login, login_key, email) values (login, lower(login), email) returning id into identity;
  insert into accounts (identity_id, group_id, sort, access_type, language, firstname, lastname)
    select identity, g.id, 'service_user', 1, g.language, firstname, lastname from groups g where g.id = group_id
    returning * into strict account;
  insert into quotas (owner_id, quota_storage_hard) values (account.id, quota_storage_hard);
  insert into usages (owner_id) values (account.id);
  return account;
end $$;

-- W6c: a user's quotas by its version; null where that is out of date.
create or replace function bench_update_user(id bigint, version bigint, quota_storage_hard bigint) returns accounts language plpgsql as $$
#variable_conflict use_variable
declare
  account accounts;
begin
  update accounts a set version = a.version + 1 where a.id = id and a.version = version and a.sort = 'service_user' returning * into account;
  if not found then return null; end if;
  update quotas q set quota_storage_hard = quota_storage_hard where q.owner_id = account.id;
  return account;
end $$;
