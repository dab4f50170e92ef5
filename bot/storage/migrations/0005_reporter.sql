-- What the reporter says of a closed case, who else speaks for a petition, and proposals to look for a root cause.

-- Whether a closed case is solved, as its reporter sees it. Each closing has a verdict of its own, so that a case that
-- was opened again does not lose what was said before. No answer: nobody said anything in time, which counts as neither.
CREATE TABLE verdicts (
    community_id BIGINT NOT NULL,
    case_id BIGINT NOT NULL,
    closed_at BIGINT NOT NULL, -- which closing
    person_id BIGINT NOT NULL,
    answer TEXT CHECK (answer IN ('solved', 'partly', 'not')),
    rating BIGINT CHECK (rating BETWEEN 1 AND 5),
    at BIGINT NOT NULL,
    PRIMARY KEY (community_id, case_id, closed_at),
    FOREIGN KEY (community_id, case_id) REFERENCES cases,
    FOREIGN KEY (community_id, person_id) REFERENCES persons,
    CHECK (rating IS NULL OR answer IS NOT NULL)
);
CREATE INDEX verdicts_by_person ON verdicts (community_id, person_id, case_id);
CREATE INDEX verdicts_by_closing ON verdicts (community_id, closed_at);
CREATE INDEX cases_by_end ON cases (community_id, closed_at) WHERE closed_at IS NOT NULL;

-- Who else asks for what a petition asks for, in their own words.
CREATE TABLE petition_voices (
    community_id BIGINT NOT NULL,
    petition_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    text TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (community_id, petition_id, person_id),
    FOREIGN KEY (community_id, petition_id) REFERENCES petitions,
    FOREIGN KEY (community_id, person_id) REFERENCES persons
);
CREATE INDEX petition_voices_by_person ON petition_voices (community_id, person_id, petition_id);

-- One kind of case again and again in one building: a proposal to the directors to look for the root cause.
CREATE TABLE root_causes (
    community_id BIGINT NOT NULL,
    proposal_id BIGINT NOT NULL CHECK (proposal_id > 0),
    grid BIGINT NOT NULL CHECK (grid > 0),
    category TEXT NOT NULL,
    building TEXT NOT NULL,
    proposed_at BIGINT NOT NULL,
    since BIGINT NOT NULL, -- from when on the cases count that it is about
    decided_by BIGINT,
    decided_at BIGINT,
    case_id BIGINT, -- the case that carries on all of them; nothing: it is not done
    PRIMARY KEY (community_id, proposal_id),
    FOREIGN KEY (community_id, decided_by) REFERENCES persons (community_id, person_id),
    FOREIGN KEY (community_id, case_id) REFERENCES cases,
    CHECK ((decided_by IS NULL) = (decided_at IS NULL)),
    CHECK (case_id IS NULL OR decided_at IS NOT NULL)
);
CREATE INDEX root_causes_of_building ON root_causes (community_id, grid, building, category, proposed_at);
CREATE INDEX root_causes_by_case ON root_causes (community_id, case_id) WHERE case_id IS NOT NULL;
CREATE INDEX cases_by_building ON cases (community_id, grid, building, category, reported_at) WHERE building IS NOT NULL;
