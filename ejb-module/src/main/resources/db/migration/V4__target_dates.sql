-- A date as ISO 8601 text: what JPA makes of a date column goes through java.sql.Date, which knows other dates before 1582
-- and shifts days in some time zones.
alter table dreams alter column target_date set data type varchar(10);
alter table dreams add constraint dreams_target_date_iso check (target_date like '____-__-__');
