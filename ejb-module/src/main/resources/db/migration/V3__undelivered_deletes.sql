-- Keys of other beans that were deleted while the cache could not be reached. A key is any bytes.
create table undelivered_deletes (
    id uuid primary key,
    cache_key bytea not null,
    created_at timestamp(6) with time zone default current_timestamp not null
);
