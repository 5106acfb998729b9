ALTER TABLE "inbox_queue" ADD COLUMN "crashes" smallint;--> statement-breakpoint
CREATE INDEX "inbox_queue_suspects" ON "inbox_queue" USING btree ("team_id") WHERE "inbox_queue"."crashes" is not null;--> statement-breakpoint
-- Teams with an entry that a process had at hand when it died, and that is due to be tried alone (lib/lane/trial.ts).
create function sluice_suspects(p_limit integer) returns setof uuid
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return query
  select s.team_id from (
    select distinct q.team_id from inbox_queue q
    where q.crashes is not null and (q.not_before is null or q.not_before <= now())
  ) s order by random() limit p_limit;
end $$;
--> statement-breakpoint
do $$
declare
  me text := current_user;
begin
  execute 'grant create on schema public to sluice_pipeline';
  revoke execute on function sluice_suspects(integer) from public;
  execute format('grant execute on function sluice_suspects(integer) to %I', me);
  alter function sluice_suspects(integer) owner to sluice_pipeline;
  execute 'revoke create on schema public from sluice_pipeline';
end $$;
