-- Flood response levels (防汛应急响应): what holds since when, what is proposed, who was asked to stand on a second seat,
-- where water stands, who is safe, who asks for help, and whose door is knocked at.

CREATE TABLE responses (
    community_id BIGINT NOT NULL,
    response_id BIGINT NOT NULL,
    level BIGINT NOT NULL CHECK (level BETWEEN 1 AND 4), -- the present one, or the last
    started_at BIGINT NOT NULL,
    ended_at BIGINT CHECK (ended_at >= started_at),
    PRIMARY KEY (community_id, response_id)
);
CREATE UNIQUE INDEX responses_open ON responses (community_id) WHERE ended_at IS NULL;

CREATE TABLE response_phases (
    community_id BIGINT NOT NULL,
    phase_id BIGINT NOT NULL,
    response_id BIGINT NOT NULL,
    move TEXT NOT NULL CHECK (move IN ('start', 'raise', 'lower', 'end')),
    level BIGINT NOT NULL CHECK (level BETWEEN 0 AND 4), -- from then on; 0: none
    at BIGINT NOT NULL,
    CHECK ((move = 'end') = (level = 0)),
    PRIMARY KEY (community_id, phase_id),
    FOREIGN KEY (community_id, response_id) REFERENCES responses
);
CREATE INDEX response_phases_of ON response_phases (community_id, response_id, phase_id);

CREATE TABLE response_proposals (
    community_id BIGINT NOT NULL,
    proposal_id BIGINT NOT NULL,
    level BIGINT NOT NULL CHECK (level BETWEEN 1 AND 4),
    warning BIGINT, -- the number of the warning that led to it
    proposed_at BIGINT NOT NULL,
    outcome TEXT CHECK (outcome IN ('taken', 'declined', 'replaced')),
    settled_at BIGINT,
    CHECK ((outcome IS NULL) = (settled_at IS NULL)),
    PRIMARY KEY (community_id, proposal_id)
);
CREATE UNIQUE INDEX response_proposals_open ON response_proposals (community_id) WHERE outcome IS NULL;

CREATE TABLE response_asked (
    community_id BIGINT NOT NULL,
    response_id BIGINT NOT NULL,
    post TEXT NOT NULL CHECK (post <> ''),
    person_id BIGINT NOT NULL,
    asked_at BIGINT NOT NULL,
    PRIMARY KEY (community_id, response_id, post, person_id),
    FOREIGN KEY (community_id, response_id) REFERENCES responses,
    FOREIGN KEY (community_id, person_id) REFERENCES persons
);
CREATE INDEX response_asked_of ON response_asked (community_id, person_id);

CREATE TABLE water_points (
    community_id BIGINT NOT NULL,
    response_id BIGINT NOT NULL,
    case_id BIGINT NOT NULL,
    depth TEXT CHECK (depth IN ('ankle', 'calf', 'knee', 'deeper')),
    PRIMARY KEY (community_id, case_id),
    FOREIGN KEY (community_id, response_id) REFERENCES responses,
    FOREIGN KEY (community_id, case_id) REFERENCES cases
);
CREATE INDEX water_points_of ON water_points (community_id, response_id, case_id);

CREATE TABLE roll_calls (
    community_id BIGINT NOT NULL,
    roll_call_id BIGINT NOT NULL,
    response_id BIGINT NOT NULL,
    started_at BIGINT NOT NULL,
    ended_at BIGINT CHECK (ended_at >= started_at),
    PRIMARY KEY (community_id, roll_call_id),
    FOREIGN KEY (community_id, response_id) REFERENCES responses
);
CREATE UNIQUE INDEX roll_calls_open ON roll_calls (community_id) WHERE ended_at IS NULL;
CREATE INDEX roll_calls_of ON roll_calls (community_id, response_id, roll_call_id);

CREATE TABLE roll_answers (
    community_id BIGINT NOT NULL,
    roll_call_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    grid BIGINT NOT NULL,
    safe BOOLEAN NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (community_id, roll_call_id, person_id),
    FOREIGN KEY (community_id, roll_call_id) REFERENCES roll_calls,
    FOREIGN KEY (community_id, person_id) REFERENCES persons
);
CREATE INDEX roll_answers_of ON roll_answers (community_id, person_id);

-- Households that somebody looks after in a flood: a list until there is a register.
CREATE TABLE households (
    community_id BIGINT NOT NULL,
    household_id BIGINT NOT NULL,
    label TEXT NOT NULL CHECK (label <> ''),
    grid BIGINT NOT NULL,
    building TEXT,
    mind TEXT NOT NULL,
    phone TEXT NOT NULL,
    used_at BIGINT NOT NULL, -- when it was listed, or last given to somebody
    PRIMARY KEY (community_id, household_id)
);
CREATE INDEX households_by_use ON households (community_id, used_at);

CREATE TABLE door_calls (
    community_id BIGINT NOT NULL,
    response_id BIGINT NOT NULL,
    household_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    assigned_at BIGINT NOT NULL,
    found TEXT CHECK (found IN ('safe', 'help', 'nobody')),
    at BIGINT,
    reminded BIGINT NOT NULL DEFAULT 0 CHECK (reminded BETWEEN 0 AND 3),
    CHECK ((found IS NULL) = (at IS NULL)),
    PRIMARY KEY (community_id, response_id, household_id),
    FOREIGN KEY (community_id, response_id) REFERENCES responses,
    FOREIGN KEY (community_id, household_id) REFERENCES households,
    FOREIGN KEY (community_id, person_id) REFERENCES persons
);
CREATE INDEX door_calls_of ON door_calls (community_id, person_id, response_id);
CREATE INDEX door_calls_at ON door_calls (community_id, household_id);

CREATE TABLE help_requests (
    community_id BIGINT NOT NULL,
    help_id BIGINT NOT NULL,
    response_id BIGINT NOT NULL,
    grid BIGINT NOT NULL,
    person_id BIGINT, -- who asked; nobody where it is for a household, or where they were forgotten
    household_id BIGINT,
    need TEXT NOT NULL CHECK (need IN ('water', 'trapped', 'power', 'move', 'other', 'unsaid')),
    place TEXT NOT NULL,
    phone TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    told_at BIGINT,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'taken', 'done', 'passed', 'withdrawn')),
    taken_by BIGINT,
    taken_at BIGINT,
    settled_at BIGINT,
    CHECK ((taken_by IS NULL) = (taken_at IS NULL)),
    CHECK (state <> 'taken' OR taken_by IS NOT NULL),
    CHECK (state <> 'open' OR taken_by IS NULL),
    CHECK ((settled_at IS NULL) = (state IN ('open', 'taken'))),
    PRIMARY KEY (community_id, help_id),
    FOREIGN KEY (community_id, response_id) REFERENCES responses,
    FOREIGN KEY (community_id, person_id) REFERENCES persons,
    FOREIGN KEY (community_id, taken_by) REFERENCES persons,
    FOREIGN KEY (community_id, household_id) REFERENCES households
);
CREATE INDEX help_requests_of ON help_requests (community_id, person_id, response_id);
CREATE INDEX help_requests_by ON help_requests (community_id, response_id, state);
CREATE INDEX help_requests_taken ON help_requests (community_id, taken_by);
CREATE INDEX help_requests_at ON help_requests (community_id, household_id);
