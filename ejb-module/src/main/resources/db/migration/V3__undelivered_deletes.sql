-- Keys of other beans that were deleted while the cache could not be reached. Those of one delete are delivered together.
-- A key is any bytes.
create table undelivered_deletes (
    id uuid not null,
    place integer not null,
    cache_key bytea not null,
    created_at timestamp(6) with time zone default current_timestamp not null,
    constraint undelivered_deletes_pk primary key (id, place)
);
