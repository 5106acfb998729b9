-- A job with "keep_run_at" that meets its own key keeps the time it was put off to: who asks again must not bring it forward.
create or replace function sluice_enqueue(p_jobs json) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  keeping constant json := (select json_agg(j) from json_array_elements(p_jobs) j where (j->>'keep_run_at')::boolean);
  replacing constant json := (select json_agg(j) from json_array_elements(p_jobs) j where (j->>'keep_run_at')::boolean is not true);
begin
  if keeping is not null then
    perform graphile_worker.add_jobs(array(select r from json_populate_recordset(null::graphile_worker.job_spec, keeping) r), true);
  end if;
  if replacing is not null then
    perform graphile_worker.add_jobs(array(select r from json_populate_recordset(null::graphile_worker.job_spec, replacing) r), false);
  end if;
end $$;
