CREATE TABLE ledger (
    id INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    proxy_contract TEXT NOT NULL UNIQUE,
    epoch BIGINT NOT NULL,
    state_number BIGINT NOT NULL,
    digest BYTEA NOT NULL,
    stored_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
COMMENT ON COLUMN ledger.epoch IS 'grows with each process that opens the ledger; only the last one may write';

CREATE TABLE ledger_counter (
    ledger INTEGER NOT NULL REFERENCES ledger,
    party TEXT NOT NULL CHECK (party IN ('CLIENT', 'WORKER')),
    owner TEXT NOT NULL,
    total BIGINT NOT NULL CHECK (total >= 0),
    PRIMARY KEY (ledger, party, owner)
);

CREATE TABLE ledger_note (
    ledger INTEGER NOT NULL REFERENCES ledger,
    name TEXT NOT NULL,
    content BYTEA NOT NULL,
    PRIMARY KEY (ledger, name)
);

CREATE FUNCTION ledger_counter_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a counter would be removed';
    ELSIF NEW.total < OLD.total THEN
        RAISE EXCEPTION 'a counter would decrease';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER ledger_counter_never_decreases BEFORE UPDATE OR DELETE ON ledger_counter
    FOR EACH ROW EXECUTE FUNCTION ledger_counter_guard();
