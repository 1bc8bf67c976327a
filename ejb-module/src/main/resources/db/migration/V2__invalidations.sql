-- Changes that may still stand in a cache as they were before. No foreign key: those of a user who was deleted must be
-- delivered, too.
create table invalidations (
    id uuid primary key,
    user_id uuid not null,
    kinds varchar(100) not null constraint invalidations_kinds_not_empty check (char_length(kinds) >= 1),
    created_at timestamp(6) with time zone default current_timestamp not null
);

create index invalidations_oldest on invalidations (created_at, id);
