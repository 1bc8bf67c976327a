-- Requests with an Idempotency-Key, each for 24 hours. Id and fingerprint are hashes, made with the key, which is not here: nobody who
-- cannot guess it can tell from a row what was asked for. The ids of all rows that the request has created follow from row_id.
create table idempotency_keys (
    id varchar(43) primary key,
    user_id uuid not null constraint idempotency_keys_user references users (id) on delete cascade,
    fingerprint varchar(43) not null,
    row_id uuid not null,
    created_at timestamp(6) with time zone not null
);

create index idempotency_keys_oldest on idempotency_keys (user_id, created_at desc);
create index idempotency_keys_expired on idempotency_keys (created_at);
