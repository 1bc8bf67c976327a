-- The nodes that run on this database: each writes its own row again and again. Any number of them may have one name.
create table nodes (
    id uuid primary key,
    name varchar(100) not null,
    version varchar(100) not null,
    started_at timestamp(6) with time zone not null,
    seen_at timestamp(6) with time zone not null,
    circuit varchar(20) not null,
    freshness varchar(20) not null,
    undelivered_invalidations integer not null
);
