-- The subject is the identity. An address is how a person can be reached: two people may share one, and one may have none.
alter table users drop constraint users_email_unique;
alter table users alter column email drop not null;
update users set email = lower(email) where email <> lower(email);
