-- The transaction that has written a row of the outbox; only PostgreSQL fills it in (the next version here, in db/postgresql). A poll begins
-- where all before are decided and gone, and so does not walk over rows that were deleted.
alter table invalidations add column transaction_id bigint default 0 not null;
alter table undelivered_deletes add column transaction_id bigint default 0 not null;

-- Without the id of the row: PostgreSQL 18 would also look for single rows here, once for each transaction.
create index invalidations_transaction on invalidations (transaction_id, created_at);
create index undelivered_deletes_transaction on undelivered_deletes (transaction_id);
drop index invalidations_oldest;
