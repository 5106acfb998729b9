-- Deliveries that were cancelled as they were written, for a disabled destination or an ended connection, had no time of that, and what
-- is forgotten is found by it. They came to that state the moment they were made.
alter table deliveries no force row level security;
--> statement-breakpoint
update deliveries set settled_at = created_at where settled_at is null and state <> 'queued';
--> statement-breakpoint
alter table deliveries force row level security;
