CREATE TABLE "flow_queue" (
	"team_id" uuid NOT NULL,
	"flow_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"site_id" uuid NOT NULL,
	"livemode" boolean NOT NULL,
	"party_key" text NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"attempt_no" smallint DEFAULT 0 NOT NULL,
	"claim_id" uuid,
	"listens" text[] DEFAULT '{}' NOT NULL,
	"woken" boolean DEFAULT false NOT NULL,
	"waits_since" timestamp with time zone,
	"waits_until" timestamp with time zone,
	"asked_by" text,
	"ends_by" text,
	CONSTRAINT "flow_queue_team_id_flow_id_run_id_pk" PRIMARY KEY("team_id","flow_id","run_id")
);
--> statement-breakpoint
CREATE TABLE "flow_runs" (
	"team_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"flow_id" uuid NOT NULL,
	"version_no" integer NOT NULL,
	"site_id" uuid NOT NULL,
	"livemode" boolean NOT NULL,
	"connection_id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"party_key" text NOT NULL,
	"type" text NOT NULL,
	"event" jsonb NOT NULL,
	"occasion" text,
	"depth" smallint DEFAULT 0 NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"reason" text,
	"says" text,
	"step_id" text,
	"entered_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "flow_runs_team_id_id_pk" PRIMARY KEY("team_id","id"),
	CONSTRAINT "flow_runs_of_event" UNIQUE("team_id","flow_id","event_id")
);
--> statement-breakpoint
CREATE TABLE "flow_steps" (
	"team_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"no" smallint NOT NULL,
	"step_id" text NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"duration_ms" integer NOT NULL,
	"outcome" text NOT NULL,
	"reason" text,
	"says" text,
	"asked_by" text,
	"detail" jsonb,
	"next_at" timestamp with time zone,
	CONSTRAINT "flow_steps_team_id_run_id_no_pk" PRIMARY KEY("team_id","run_id","no")
);
--> statement-breakpoint
CREATE TABLE "flow_versions" (
	"team_id" uuid NOT NULL,
	"flow_id" uuid NOT NULL,
	"no" integer NOT NULL,
	"definition" jsonb NOT NULL,
	"published_by" text NOT NULL,
	"published_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "flow_versions_team_id_flow_id_no_pk" PRIMARY KEY("team_id","flow_id","no")
);
--> statement-breakpoint
CREATE TABLE "flows" (
	"team_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"site_id" uuid NOT NULL,
	"livemode" boolean NOT NULL,
	"name" text NOT NULL,
	"template" text,
	"state" text DEFAULT 'draft' NOT NULL,
	"draft" jsonb NOT NULL,
	"live_no" integer DEFAULT 0 NOT NULL,
	"trigger_type" text,
	"listens" text[] DEFAULT '{}' NOT NULL,
	"paused_reason" text,
	"paused_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone,
	CONSTRAINT "flows_team_id_id_pk" PRIMARY KEY("team_id","id")
);
--> statement-breakpoint
CREATE TABLE "suppressions" (
	"team_id" uuid NOT NULL,
	"site_id" uuid NOT NULL,
	"livemode" boolean NOT NULL,
	"email_key" text NOT NULL,
	"reason" text NOT NULL,
	"says" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "suppressions_team_id_site_id_livemode_email_key_pk" PRIMARY KEY("team_id","site_id","livemode","email_key")
);
--> statement-breakpoint
ALTER TABLE "dev_mails" ADD COLUMN "headers" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "parties" ADD COLUMN "edits" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "subscribers" ADD COLUMN "tags" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "subscribers" ADD COLUMN "fields" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
CREATE INDEX "flow_queue_due" ON "flow_queue" USING btree ("flow_id","due_at");--> statement-breakpoint
CREATE INDEX "flow_queue_of_party" ON "flow_queue" USING btree ("party_key","team_id") WHERE listens <> '{}';--> statement-breakpoint
CREATE INDEX "flow_runs_of_flow" ON "flow_runs" USING btree ("flow_id","id");--> statement-breakpoint
CREATE INDEX "flow_runs_of_state" ON "flow_runs" USING btree ("flow_id","state","id");--> statement-breakpoint
CREATE INDEX "flow_runs_by_event" ON "flow_runs" USING btree ("event_id");--> statement-breakpoint
CREATE INDEX "flow_runs_of_party" ON "flow_runs" USING btree ("party_key","id");--> statement-breakpoint
CREATE INDEX "flow_runs_of_occasion" ON "flow_runs" USING btree ("occasion","flow_id") WHERE occasion is not null and entered_at is not null;--> statement-breakpoint
CREATE INDEX "flow_steps_at" ON "flow_steps" USING brin ("at");--> statement-breakpoint
CREATE INDEX "flows_of_site" ON "flows" USING btree ("site_id","livemode") WHERE deleted_at is null;
--> statement-breakpoint
select sluice_protect(t::regclass) from unnest(array[
  'flows', 'flow_versions', 'flow_runs', 'flow_queue', 'flow_steps', 'suppressions']) t;
--> statement-breakpoint
grant select on flows to sluice_pipeline;
--> statement-breakpoint
grant select, update, delete on flow_queue, flow_runs to sluice_pipeline;
--> statement-breakpoint
grant select, update, delete on flow_steps to sluice_pipeline;
--> statement-breakpoint
-- As delivery_queue: rows come and go, so vacuum by count.
alter table flow_queue set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000,
  autovacuum_vacuum_cost_delay = 0, autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 2000, fillfactor = 70);
--> statement-breakpoint
-- Live flows with something due, of all teams in turn: a skip scan over the queue, one probe a flow.
create function sluice_due_flows(p_limit integer) returns table (team_id uuid, flow_id uuid)
language plpgsql stable security definer set search_path = public, pg_temp set enable_seqscan = off set enable_bitmapscan = off as $$
begin
  return query
  with recursive f(id) as (
    (select q.flow_id from flow_queue q order by q.flow_id limit 1)
    union all
    select (select q.flow_id from flow_queue q where q.flow_id > f.id order by q.flow_id limit 1)
    from f where f.id is not null
  )
  select first.team_id, f.id from f
  cross join lateral (
    select q.team_id from flow_queue q where q.flow_id = f.id and q.due_at <= now() order by q.due_at limit 1
  ) first
  cross join lateral (
    select o.id from flows o
    where o.team_id = first.team_id and o.id = f.id and o.state = 'live' and o.deleted_at is null offset 0
  ) t
  order by row_number() over (partition by first.team_id order by random()), random() limit p_limit;
end $$;
--> statement-breakpoint
-- Ends runs that were cancelled while somebody worked on them, where whoever did is gone. Returns how many.
create function sluice_end_flow_runs(p_limit integer) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  ended integer;
begin
  with over as materialized (
    select q.team_id, q.flow_id, q.run_id from flow_queue q
    where q.ends_by is not null and q.due_at <= now() order by q.flow_id, q.run_id limit p_limit for update skip locked
  ), gone as (
    delete from flow_queue q using over o
    where q.team_id = o.team_id and q.flow_id = o.flow_id and q.run_id = o.run_id
    returning q.team_id, q.run_id, q.ends_by
  )
  update flow_runs r set state = 'cancelled', reason = g.ends_by, ended_at = now()
  from gone g where r.team_id = g.team_id and r.id = g.run_id;
  get diagnostics ended = row_count;
  return ended;
end $$;
--> statement-breakpoint
-- Takes away what steps kept of mails and calls before a time, at most p_limit; what became of each step stays. Returns how many.
create function sluice_purge_step_details(p_before timestamptz, p_limit integer) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  purged integer;
begin
  with old as materialized (
    select s.team_id, s.run_id, s.no from flow_steps s where s.at < p_before and s.detail is not null limit p_limit)
  update flow_steps s set detail = null from old o where s.team_id = o.team_id and s.run_id = o.run_id and s.no = o.no;
  get diagnostics purged = row_count;
  return purged;
end $$;
--> statement-breakpoint
do $$
declare
  f regprocedure;
  me text := current_user;
begin
  execute 'grant create on schema public to sluice_pipeline';
  foreach f in array array['sluice_due_flows(integer)'::regprocedure, 'sluice_end_flow_runs(integer)'::regprocedure,
      'sluice_purge_step_details(timestamptz, integer)'::regprocedure] loop
    execute format('revoke execute on function %s from public', f);
    execute format('grant execute on function %s to %I', f, me);
    execute format('alter function %s owner to sluice_pipeline', f);
  end loop;
  execute 'revoke create on schema public from sluice_pipeline';
end $$;
