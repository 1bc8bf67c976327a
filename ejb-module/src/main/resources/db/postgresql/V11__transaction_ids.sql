-- Of PostgreSQL alone. A row's transaction, whichever version of the product writes the row, and in a subtransaction too.
alter table invalidations alter column transaction_id
    set default cast(cast(pg_current_xact_id() as text) as bigint);
alter table undelivered_deletes alter column transaction_id
    set default cast(cast(pg_current_xact_id() as text) as bigint);

-- PostgreSQL empties an unlogged table when it recovers from a crash and when a replica is promoted. After either, numbers of transactions
-- that were given out before may be given out again.
create unlogged table outbox_incarnation (
    only_one boolean default true primary key constraint outbox_incarnation_only_one check (only_one),
    id uuid default gen_random_uuid() not null
);
