-- How long a message may be is a setting; this is the most that it may allow. PostgreSQL keeps the rows as they are.
alter table clarify_messages alter column content set data type varchar(64000);
