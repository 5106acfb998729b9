ALTER TABLE "events" DROP CONSTRAINT "events_stripe_event";--> statement-breakpoint
ALTER TABLE "inbox" DROP CONSTRAINT "inbox_stripe_event";--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_stripe_event" UNIQUE("team_id","connection_id","stripe_event_id","livemode");--> statement-breakpoint
ALTER TABLE "inbox" ADD CONSTRAINT "inbox_stripe_event" UNIQUE("team_id","connection_id","stripe_event_id","livemode");