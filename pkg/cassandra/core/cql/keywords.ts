/** They name nothing unless they stand in quotes. */
const RESERVED = words(`
  ADD ALLOW ALTER AND APPLY ASC AUTHORIZE BATCH BEGIN BY COLUMNFAMILY CREATE DELETE DESC DESCRIBE DROP ENTRIES EXECUTE
  FROM FULL GRANT IF IN INDEX INFINITY INSERT INTO IS KEYSPACE LIMIT MATERIALIZED MODIFY NAN NORECURSIVE NOT NULL OF ON
  OR ORDER PRIMARY RENAME REVOKE SCHEMA SELECT SET TABLE TO TOKEN TRUNCATE UNLOGGED UPDATE USE USING VIEW WHERE WITH
`);

/** They mean something to the grammar, and may also be names. */
const UNRESERVED = words(`
  ACCESS AGGREGATE AGGREGATES ALL ANN AS BETWEEN CALLED CAST CHECK CIDRS CLUSTER CLUSTERING COLUMNFAMILIES COMMIT COMPACT
  CONTAINS COUNT CUSTOM DATACENTERS DEFAULT DISTINCT ELSE END EXISTS FALSE FILTERING FINALFUNC FROZEN FUNCTION FUNCTIONS
  GENERATED GROUP HASHED IDENTITY INDEXES INITCOND INPUT INTERNALS JSON KEY KEYS KEYSPACES LANGUAGE LET LIKE LIST LOGIN MAP
  MASKED MAXWRITETIME MBEAN MBEANS NOLOGIN NOSUPERUSER ONLY OPTIONS PARTITION PASSWORD PER PERMISSION PERMISSIONS REPLACE
  RETURNS ROLE ROLES SELECT_MASKED SFUNC STATIC STORAGE STYPE SUPERUSER SUPERUSERS TABLES THEN TRANSACTION TRIGGER TRUE
  TTL TUPLE TYPE TYPES UNMASK UNSET USER USERS VALUES VECTOR WRITETIME
`);

const TYPES = words(`
  ASCII BIGINT BLOB BOOLEAN COUNTER DATE DECIMAL DOUBLE DURATION FLOAT INET INT SMALLINT TEXT TIME TIMESTAMP TIMEUUID
  TINYINT UUID VARCHAR VARINT
`);

/** Whether a word is a name only when it stands in quotes. */
export function isReserved(word: string): boolean {
  return RESERVED.has(word.toUpperCase());
}

/** Whether a word means something to the grammar of CQL, reserved or not. */
export function isKeyword(word: string): boolean {
  const upper = word.toUpperCase();

  return RESERVED.has(upper) || UNRESERVED.has(upper);
}

/** Whether a word is the name of a type that Cassandra brings along, such as `bigint`; `list` and its like are keywords. */
export function isTypeName(word: string): boolean {
  return TYPES.has(word.toUpperCase());
}

/** All keywords and names of types in capitals, for completion. */
export function keywords(): string[] {
  return [...RESERVED, ...UNRESERVED, ...TYPES].sort();
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
