DROP TABLE schedules, run_events, run_steps, runs;
