ALTER TABLE "ledger" DROP CONSTRAINT "ledger_team_id_connection_id_charge_id_pk";--> statement-breakpoint
ALTER TABLE "subscriptions" DROP CONSTRAINT "subscriptions_team_id_connection_id_subscription_id_pk";--> statement-breakpoint
ALTER TABLE "ledger" ADD CONSTRAINT "ledger_team_id_connection_id_charge_id_livemode_pk" PRIMARY KEY("team_id","connection_id","charge_id","livemode");--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_team_id_connection_id_subscription_id_livemode_pk" PRIMARY KEY("team_id","connection_id","subscription_id","livemode");--> statement-breakpoint
ALTER TABLE "facts" DROP CONSTRAINT "facts_pk";
--> statement-breakpoint
ALTER TABLE "facts" ADD CONSTRAINT "facts_pk" PRIMARY KEY("team_id","connection_id","object_id","livemode","aspect","at","rank","event_id");