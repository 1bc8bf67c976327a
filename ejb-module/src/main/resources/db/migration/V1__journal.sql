-- One set for H2 (regular mode) and PostgreSQL 15+. Lengths are in the database's own units: PostgreSQL counts
-- characters and H2 UTF-16 units, so neither refuses what the door accepts.

create table users (
    id uuid primary key,
    email varchar(320) not null constraint users_email_unique unique,
    name varchar(200) constraint users_name_not_empty check (char_length(name) >= 1),
    tier varchar(20) default 'free' not null
        constraint users_tier_known check (tier in ('free', 'pro', 'unlimited')),
    language varchar(20) default 'en' not null constraint users_language_known check (language in ('en', 'he')),
    total_reflections int default 0 not null
        constraint users_total_reflections_not_negative check (total_reflections >= 0),
    total_clarify_sessions int default 0 not null
        constraint users_total_clarify_sessions_not_negative check (total_clarify_sessions >= 0),
    created_at timestamp(6) with time zone default current_timestamp not null,
    updated_at timestamp(6) with time zone default current_timestamp not null
);

create table dreams (
    id uuid primary key,
    user_id uuid not null constraint dreams_user references users (id) on delete cascade,
    title varchar(200) not null constraint dreams_title_not_empty check (char_length(title) >= 1),
    description varchar(2000),
    target_date date,
    status varchar(20) default 'active' not null
        constraint dreams_status_known check (status in ('active', 'achieved', 'archived', 'released')),
    category varchar(20)
        constraint dreams_category_known check (category in ('health', 'career', 'relationships', 'financial',
            'personal_growth', 'creative', 'spiritual', 'entrepreneurial', 'educational', 'other')),
    priority int default 5 not null constraint dreams_priority_range check (priority between 1 and 10),
    achieved_at timestamp(6) with time zone,
    archived_at timestamp(6) with time zone,
    released_at timestamp(6) with time zone,
    created_at timestamp(6) with time zone default current_timestamp not null,
    updated_at timestamp(6) with time zone default current_timestamp not null
);

create table clarify_sessions (
    id uuid primary key,
    user_id uuid not null constraint clarify_sessions_user references users (id) on delete cascade,
    title varchar(100) default 'New conversation' not null
        constraint clarify_sessions_title_not_empty check (char_length(title) >= 1),
    status varchar(20) default 'active' not null
        constraint clarify_sessions_status_known check (status in ('active', 'archived')),
    message_count int default 0 not null
        constraint clarify_sessions_message_count_not_negative check (message_count >= 0),
    last_message_at timestamp(6) with time zone default current_timestamp not null,
    dream_id uuid constraint clarify_sessions_named_dream references dreams (id) on delete set null,
    created_at timestamp(6) with time zone default current_timestamp not null,
    updated_at timestamp(6) with time zone default current_timestamp not null
);

create table clarify_messages (
    id uuid primary key,
    session_id uuid not null
        constraint clarify_messages_session references clarify_sessions (id) on delete cascade,
    role varchar(20) not null constraint clarify_messages_role_known check (role in ('user', 'assistant')),
    content varchar(4000) not null constraint clarify_messages_content_not_empty check (char_length(content) >= 1),
    created_at timestamp(6) with time zone default current_timestamp not null
);

create table clarify_patterns (
    id uuid primary key,
    user_id uuid not null constraint clarify_patterns_user references users (id) on delete cascade,
    session_id uuid constraint clarify_patterns_named_session references clarify_sessions (id) on delete set null,
    pattern_type varchar(20) not null
        constraint clarify_patterns_type_known check (pattern_type in ('recurring_theme', 'tension',
            'potential_dream', 'identity_signal')),
    content varchar(500) not null constraint clarify_patterns_content_not_empty check (char_length(content) >= 1),
    strength int default 1 not null constraint clarify_patterns_strength_range check (strength between 1 and 10),
    extracted_at timestamp(6) with time zone default current_timestamp not null,
    created_at timestamp(6) with time zone default current_timestamp not null,
    updated_at timestamp(6) with time zone default current_timestamp not null
);

create table reflections (
    id uuid primary key,
    user_id uuid not null constraint reflections_user references users (id) on delete cascade,
    dream_id uuid constraint reflections_named_dream references dreams (id) on delete set null,
    dream varchar(3200) not null constraint reflections_dream_not_empty check (char_length(dream) >= 1),
    plan varchar(4000) not null constraint reflections_plan_not_empty check (char_length(plan) >= 1),
    relationship varchar(4000) not null
        constraint reflections_relationship_not_empty check (char_length(relationship) >= 1),
    offering varchar(2400) not null constraint reflections_offering_not_empty check (char_length(offering) >= 1),
    tone varchar(20) default 'fusion' not null
        constraint reflections_tone_known check (tone in ('fusion', 'gentle', 'intense')),
    title varchar(200) constraint reflections_title_not_empty check (char_length(title) >= 1),
    created_at timestamp(6) with time zone default current_timestamp not null,
    updated_at timestamp(6) with time zone default current_timestamp not null
);

-- The lookups of the context: each index also carries the order. The last one serves the list of reflections too.
create index dreams_lookup on dreams (user_id, status, updated_at desc, id);
create index clarify_patterns_lookup on clarify_patterns (user_id, strength desc, updated_at desc, id);
create index clarify_sessions_lookup on clarify_sessions (user_id, status, last_message_at desc, id);
create index reflections_lookup on reflections (user_id, created_at desc, id);

-- The lists, newest first.
create index dreams_list on dreams (user_id, created_at desc, id);
create index clarify_sessions_list on clarify_sessions (user_id, created_at desc, id);
create index clarify_messages_list on clarify_messages (session_id, created_at desc, id);
create index clarify_patterns_list on clarify_patterns (user_id, created_at desc, id);

-- What becomes null when a dream or a session goes.
create index clarify_sessions_dream_id on clarify_sessions (dream_id);
create index reflections_dream_id on reflections (dream_id);
create index clarify_patterns_session_id on clarify_patterns (session_id);
