ALTER TABLE "connections" ADD COLUMN "first_connected_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "oauth_states" ADD COLUMN "site_chosen" boolean DEFAULT true NOT NULL;--> statement-breakpoint
-- Connections that are there already: the audit log knows the first time, connected_at only the last. Forced row-level
-- security holds the migrating owner as well, hence the two lines around it; all of this is one transaction.
alter table connections no force row level security;--> statement-breakpoint
alter table audit_log no force row level security;--> statement-breakpoint
update connections c set first_connected_at = least(c.connected_at, (
  select min(a.at) from audit_log a
  where a.team_id = c.team_id and a.subject = c.id::text and a.action = 'connection.connected'));--> statement-breakpoint
alter table audit_log force row level security;--> statement-breakpoint
alter table connections force row level security;
