CREATE TABLE "deliveries" (
	"team_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"destination_id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"resend_no" smallint DEFAULT 0 NOT NULL,
	"connection_id" uuid NOT NULL,
	"site_id" uuid NOT NULL,
	"livemode" boolean NOT NULL,
	"what" text NOT NULL,
	"party_key" text,
	"type" text NOT NULL,
	"message_id" text NOT NULL,
	"captured" boolean DEFAULT false NOT NULL,
	"event" jsonb NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"reason" text,
	"says" text,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"settled_at" timestamp with time zone,
	CONSTRAINT "deliveries_team_id_id_pk" PRIMARY KEY("team_id","id"),
	CONSTRAINT "deliveries_of_event" UNIQUE("team_id","destination_id","event_id","resend_no")
);
--> statement-breakpoint
CREATE TABLE "delivery_attempts" (
	"team_id" uuid NOT NULL,
	"delivery_id" uuid NOT NULL,
	"no" smallint NOT NULL,
	"destination_id" uuid NOT NULL,
	"call_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"duration_ms" integer NOT NULL,
	"asked_by" text,
	"outcome" text NOT NULL,
	"reason" text,
	"says" text,
	"next_at" timestamp with time zone,
	CONSTRAINT "delivery_attempts_team_id_delivery_id_no_pk" PRIMARY KEY("team_id","delivery_id","no")
);
--> statement-breakpoint
CREATE TABLE "delivery_calls" (
	"team_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"destination_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"duration_ms" integer NOT NULL,
	"delivered" integer NOT NULL,
	"failed" integer NOT NULL,
	"exchanges" jsonb NOT NULL,
	CONSTRAINT "delivery_calls_team_id_id_pk" PRIMARY KEY("team_id","id")
);
--> statement-breakpoint
CREATE TABLE "delivery_queue" (
	"team_id" uuid NOT NULL,
	"destination_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"attempt_no" smallint DEFAULT 0 NOT NULL,
	"call_id" uuid,
	"alone" boolean DEFAULT false NOT NULL,
	"asked_by" text,
	"ends_by" text,
	CONSTRAINT "delivery_queue_team_id_destination_id_id_pk" PRIMARY KEY("team_id","destination_id","id")
);
--> statement-breakpoint
CREATE TABLE "destination_contacts" (
	"team_id" uuid NOT NULL,
	"destination_id" uuid NOT NULL,
	"subscriber_id" uuid NOT NULL,
	"email" text NOT NULL,
	"digest" text NOT NULL,
	"sent_at" timestamp with time zone NOT NULL,
	CONSTRAINT "destination_contacts_team_id_destination_id_subscriber_id_pk" PRIMARY KEY("team_id","destination_id","subscriber_id")
);
--> statement-breakpoint
CREATE TABLE "destination_pace" (
	"team_id" uuid NOT NULL,
	"pace_key" text NOT NULL,
	"free_at" timestamp with time zone NOT NULL,
	CONSTRAINT "destination_pace_team_id_pace_key_pk" PRIMARY KEY("team_id","pace_key")
);
--> statement-breakpoint
CREATE TABLE "destinations" (
	"team_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"site_id" uuid NOT NULL,
	"livemode" boolean NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"config" jsonb NOT NULL,
	"types" text[],
	"mapping" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"state" text DEFAULT 'on' NOT NULL,
	"disabled_reason" text,
	"disabled_at" timestamp with time zone,
	"failing_since" timestamp with time zone,
	"last_success_at" timestamp with time zone,
	"last_failure_at" timestamp with time zone,
	"last_reason" text,
	"last_says" text,
	"not_before" timestamp with time zone,
	"pace_key" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone,
	CONSTRAINT "destinations_team_id_id_pk" PRIMARY KEY("team_id","id")
);
--> statement-breakpoint
CREATE INDEX "deliveries_of_destination" ON "deliveries" USING btree ("destination_id","id");--> statement-breakpoint
CREATE INDEX "deliveries_unsettled" ON "deliveries" USING btree ("destination_id","state","id") WHERE state <> 'delivered';--> statement-breakpoint
CREATE INDEX "deliveries_by_event" ON "deliveries" USING btree ("event_id");--> statement-breakpoint
CREATE INDEX "deliveries_queued_by_connection" ON "deliveries" USING btree ("connection_id") WHERE state = 'queued';--> statement-breakpoint
CREATE INDEX "delivery_attempts_at" ON "delivery_attempts" USING brin ("at");--> statement-breakpoint
CREATE INDEX "delivery_calls_of_destination" ON "delivery_calls" USING btree ("destination_id","at");--> statement-breakpoint
CREATE INDEX "delivery_calls_at" ON "delivery_calls" USING brin ("at");--> statement-breakpoint
CREATE INDEX "delivery_queue_due" ON "delivery_queue" USING btree ("destination_id","due_at");--> statement-breakpoint
CREATE INDEX "delivery_queue_flying" ON "delivery_queue" USING btree ("destination_id") WHERE call_id is not null;--> statement-breakpoint
CREATE INDEX "destination_contacts_of_subscriber" ON "destination_contacts" USING btree ("subscriber_id");--> statement-breakpoint
CREATE INDEX "destinations_of_site" ON "destinations" USING btree ("site_id","livemode") WHERE deleted_at is null;
--> statement-breakpoint
select sluice_protect(t::regclass) from unnest(array[
  'destinations', 'destination_pace', 'destination_contacts', 'deliveries', 'delivery_queue', 'delivery_attempts', 'delivery_calls']) t;
--> statement-breakpoint
grant select on destinations to sluice_pipeline;
--> statement-breakpoint
grant select, update, delete on delivery_queue, deliveries to sluice_pipeline;
--> statement-breakpoint
grant select, delete on delivery_attempts, delivery_calls to sluice_pipeline;
--> statement-breakpoint
-- Rows live here for as long as a call takes: vacuum by count, not by share of the table, as in inbox_queue.
alter table delivery_queue set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000,
  autovacuum_vacuum_cost_delay = 0, autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 2000, fillfactor = 70);
--> statement-breakpoint
-- Destinations with something due, of all teams in turn: a skip scan over the queue, one probe a destination.
create function sluice_due_destinations(p_limit integer) returns table (team_id uuid, destination_id uuid)
language plpgsql stable security definer set search_path = public, pg_temp set enable_seqscan = off set enable_bitmapscan = off as $$
begin
  return query
  with recursive d(id) as (
    (select q.destination_id from delivery_queue q order by q.destination_id limit 1)
    union all
    select (select q.destination_id from delivery_queue q where q.destination_id > d.id order by q.destination_id limit 1)
    from d where d.id is not null
  )
  select first.team_id, d.id from d
  cross join lateral (
    select q.team_id from delivery_queue q where q.destination_id = d.id and q.due_at <= now() order by q.due_at limit 1
  ) first
  cross join lateral (
    select o.id from destinations o
    where o.team_id = first.team_id and o.id = d.id and o.state = 'on' and o.deleted_at is null
      and (o.not_before is null or o.not_before <= now()) offset 0
  ) t
  -- Teams take turns: a team with a thousand destinations has one before another's second.
  order by row_number() over (partition by first.team_id order by random()), random() limit p_limit;
end $$;
--> statement-breakpoint
-- Ends deliveries that were cancelled while a call was made, where whoever made it is gone: its lease is over, and nobody heard
-- how the call ended. Returns how many.
create function sluice_end_deliveries(p_limit integer) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  ended integer;
begin
  with over as materialized (
    select q.team_id, q.destination_id, q.id from delivery_queue q
    where q.ends_by is not null and q.due_at <= now() order by q.destination_id, q.id limit p_limit for update skip locked
  ), gone as (
    delete from delivery_queue q using over o
    where q.team_id = o.team_id and q.destination_id = o.destination_id and q.id = o.id
    returning q.team_id, q.id, q.ends_by, q.attempt_no
  )
  update deliveries d set state = 'cancelled', reason = g.ends_by, attempts = g.attempt_no, settled_at = now()
  from gone g where d.team_id = g.team_id and d.id = g.id;
  get diagnostics ended = row_count;
  return ended;
end $$;
--> statement-breakpoint
-- Removes attempts and calls made before a time, at most p_limit of each; returns how many of the larger part.
create function sluice_purge_attempts(p_before timestamptz, p_limit integer) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  attempts integer;
  calls integer;
begin
  with old as materialized (select a.team_id, a.delivery_id, a.no from delivery_attempts a where a.at < p_before limit p_limit)
  delete from delivery_attempts a using old o
  where a.team_id = o.team_id and a.delivery_id = o.delivery_id and a.no = o.no;
  get diagnostics attempts = row_count;
  with old as materialized (select c.team_id, c.id from delivery_calls c where c.at < p_before limit p_limit)
  delete from delivery_calls c using old o where c.team_id = o.team_id and c.id = o.id;
  get diagnostics calls = row_count;
  return greatest(attempts, calls);
end $$;
--> statement-breakpoint
do $$
declare
  f regprocedure;
  me text := current_user;
begin
  execute 'grant create on schema public to sluice_pipeline';
  foreach f in array array['sluice_due_destinations(integer)'::regprocedure, 'sluice_end_deliveries(integer)'::regprocedure,
      'sluice_purge_attempts(timestamptz, integer)'::regprocedure] loop
    execute format('revoke execute on function %s from public', f);
    execute format('grant execute on function %s to %I', f, me);
    execute format('alter function %s owner to sluice_pipeline', f);
  end loop;
  execute 'revoke create on schema public from sluice_pipeline';
end $$;
