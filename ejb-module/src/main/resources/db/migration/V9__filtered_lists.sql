-- The lists of one status, newest first: without these, all rows of the status are sorted for each page. Whoever has created them before,
-- without stopping the writers, is let be: see docs/upgrade.md.
create index if not exists dreams_status_list on dreams (user_id, status, created_at desc, id);
create index if not exists clarify_sessions_status_list on clarify_sessions (user_id, status, created_at desc, id);
