import { compileGrammar } from './grammar-compile';

/** How rows are read and changed, and what values look like. */
const ROWS = `
  statement = select | change | batch | truncate | USE @keyspace | create | alter | drop | grant | command;
  change = insert | update | delete;
  changes = change {[';'] change} [';'] APPLY BATCH;
  batch = BEGIN [UNLOGGED | COUNTER] BATCH [using] [change {[';'] change} [';']] APPLY BATCH;
  truncate = TRUNCATE [TABLE | ~COLUMNFAMILY] base;

  select = SELECT [DISTINCT | JSON [DISTINCT]] selection FROM table [WHERE relations] [GROUP BY selector {',' selector}] [ORDER BY order {',' order}]
    [PER PARTITION LIMIT #value] [LIMIT #value] [ALLOW FILTERING];
  selection = '*' | selector [AS @new] {',' selector [AS @new]};
  selector = operand {arithmetic operand};
  operand = ['-'] (#value | TRUE | FALSE | NULL | column | call '(' ['*' | selector {',' selector}] ')' | CAST '(' selector AS @scalar ')'
    | '(' (type ')' operand | selector {',' selector} ')') | '[' [selector {',' selector}] ']');
  column = @column {'.' @field | '[' term ['..' [term]] ']'};
  call = @function | @owner '.' @functionIn;
  order = @column [ASC | DESC | ANN OF term];
  arithmetic = '+' | '-' | '*' | '/' | '%';

  relations = relation {AND relation};
  relation = ~TOKEN '(' @column {',' @column} ')' compare term | @rowFunction '(' @column {',' @column} ')' compare term | '(' @column {',' @column} ')' (compare term | IN terms)
    | @column (['[' term ']' | '.' @field] compare term | [~NOT] IN terms | [~NOT] CONTAINS [KEY] term | LIKE term | IS NOT NULL | BETWEEN term AND term);
  compare = '=' | '<' | '>' | '<=' | '>=' | '!=';
  terms = '(' [term {',' term}] ')' | #value;
  term = value {arithmetic value};
  value = ['-'] (#value | TRUE | FALSE | NULL | call '(' [term {',' term}] ')' | CAST '(' term AS @scalar ')' | '(' (type ')' value | term {',' term} ')')
    | '[' [term {',' term}] ']' | '{' [entry {',' entry}] '}');
  entry = term [':' term] | @udtField ':' term;

  insert = INSERT INTO base ('(' @insertColumn {',' @insertColumn} ')' VALUES '(' term {',' term} ')' | JSON #value [DEFAULT (NULL | UNSET)]) [IF NOT EXISTS] [using];
  update = UPDATE base [using] SET assignment {',' assignment} WHERE relations [condition];
  assignment = column ('=' assigned {arithmetic assigned} | '+=' term | '-=' term);
  assigned = column | value;
  delete = DELETE [column {',' column}] FROM base [using] WHERE relations [condition];
  condition = IF (EXISTS | relations);
  using = USING usage {AND usage};
  usage = TTL #value | TIMESTAMP ['-'] #value;

  table = @table | @keyspace '.' @tableIn;
  base = @base | @keyspace '.' @baseIn;
`;

/** How the schema is changed. */
const SCHEMA = `
  create = CREATE (KEYSPACE [IF NOT EXISTS] @new WITH keyspaceOption {AND keyspaceOption}
    | TABLE [IF NOT EXISTS] new ('(' definition {',' definition} ')' [tableOptions] | LIKE base [tableOptions | WITH INDEXES])
    | [CUSTOM] INDEX [IF NOT EXISTS] [@new] ON base '(' target {',' target} ')' [USING @indexClass] [WITH OPTIONS '=' map]
    | MATERIALIZED VIEW [IF NOT EXISTS] new AS SELECT selection FROM base WHERE relations PRIMARY KEY viewKey [tableOptions]
    | TYPE [IF NOT EXISTS] new '(' @new type {',' @new type} ')'
    | [OR REPLACE] (function | aggregate)
    | TRIGGER [IF NOT EXISTS] @new ON base USING #value
    | ROLE [IF NOT EXISTS] role [WITH roleOption {AND roleOption}]
    | USER [IF NOT EXISTS] role [WITH [HASHED | GENERATED] PASSWORD [#value]] [SUPERUSER | NOSUPERUSER]);
  new = @new | @keyspace '.' @new;
  keyspaceOption = @keyspaceOption '=' (map | TRUE | FALSE);
  definition = PRIMARY KEY '(' (@defined | '(' @defined {',' @defined} ')') {',' @defined} ')' | @new type [STATIC] [MASKED WITH mask] [PRIMARY KEY];
  mask = DEFAULT | call '(' [term {',' term}] ')';
  viewKey = '(' (@column | '(' @column {',' @column} ')') {',' @column} ')';
  tableOptions = WITH tableOption {AND tableOption};
  tableOption = COMPACT STORAGE | CLUSTERING ORDER BY '(' @defined [ASC | DESC] {',' @defined [ASC | DESC]} ')' | @tableOption '=' (map | ['-'] @optionValue | TRUE | FALSE);
  map = '{' [@mapKey ':' ['-'] @mapValue {',' @mapKey ':' ['-'] @mapValue}] '}';
  target = @column | (KEYS | VALUES | ENTRIES | FULL) '(' @column ')';
  type = ~LIST '<' type '>' | ~SET '<' type '>' | ~FROZEN '<' type '>' | ~MAP '<' type ',' type '>' | ~TUPLE '<' type {',' type} '>' | ~VECTOR '<' type ',' #value '>' | @type | @owner '.' @typeIn | #string;
  function = FUNCTION [IF NOT EXISTS] new '(' [@new type {',' @new type}] ')' (CALLED | RETURNS NULL) ON NULL INPUT RETURNS type LANGUAGE (JAVA | @new) AS #value;
  aggregate = AGGREGATE [IF NOT EXISTS] new '(' [type {',' type}] ')' SFUNC @stateFunction STYPE type [FINALFUNC @stateFunction] [INITCOND term];

  alter = ALTER (KEYSPACE [IF EXISTS] @keyspace WITH keyspaceOption {AND keyspaceOption}
    | TABLE [IF EXISTS] base (ADD [IF NOT EXISTS] (addition {',' addition} | '(' addition {',' addition} ')')
      | DROP (COMPACT STORAGE | [IF EXISTS] (@column {',' @column} | '(' @column {',' @column} ')') [USING TIMESTAMP #value])
      | RENAME [IF EXISTS] @column TO @new {AND @column TO @new} | ALTER [IF EXISTS] @column (MASKED WITH mask | DROP MASKED | TYPE type) | tableOptions)
    | MATERIALIZED VIEW [IF EXISTS] view tableOptions
    | TYPE [IF EXISTS] udt (ADD [IF NOT EXISTS] @new type | RENAME [IF EXISTS] @typeField TO @new {AND @typeField TO @new})
    | ROLE [IF EXISTS] role [WITH roleOption {AND roleOption}]
    | USER [IF EXISTS] role [WITH [HASHED | GENERATED] PASSWORD [#value]] [SUPERUSER | NOSUPERUSER]);
  addition = @new type [STATIC] [MASKED WITH mask];
  drop = DROP (KEYSPACE [IF EXISTS] @keyspace | TABLE [IF EXISTS] base | INDEX [IF EXISTS] index | MATERIALIZED VIEW [IF EXISTS] view | TYPE [IF EXISTS] udt
    | FUNCTION [IF EXISTS] userFunction [signature] | AGGREGATE [IF EXISTS] userAggregate [signature] | TRIGGER [IF EXISTS] @new ON base | ROLE [IF EXISTS] role | USER [IF EXISTS] role
    | IDENTITY [IF EXISTS] #value);
  signature = '(' [type {',' type}] ')';
  index = @index | @keyspace '.' @indexIn;
  view = @view | @keyspace '.' @viewIn;
  udt = @udt | @keyspace '.' @typeIn;
  userFunction = @userFunction | @keyspace '.' @userFunctionIn;
  userAggregate = @userAggregate | @keyspace '.' @userAggregateIn;
`;

/** Who may do what, and what cqlsh understands itself. */
const OTHERS = `
  grant = GRANT (permissions ON resource | role) TO role | REVOKE (permissions ON resource | role) FROM role | ADD IDENTITY [IF NOT EXISTS] #value TO ROLE role
    | LIST (ROLES [OF role] [NORECURSIVE] | USERS | SUPERUSERS | permissions [ON resource] [OF role] [NORECURSIVE]);
  permissions = ALL [PERMISSIONS] | permission {',' permission};
  permission = (CREATE | ALTER | DROP | SELECT | MODIFY | AUTHORIZE | DESCRIBE | EXECUTE | UNMASK | SELECT_MASKED) [PERMISSION];
  resource = ALL (KEYSPACES | TABLES IN KEYSPACE @keyspace | FUNCTIONS [IN KEYSPACE @keyspace] | ROLES | MBEANS) | KEYSPACE @keyspace | [TABLE] table | ROLE role
    | FUNCTION userFunction signature | (MBEAN | MBEANS) #value;
  role = @new | #string;
  roleOption = [HASHED] PASSWORD '=' #value | GENERATED PASSWORD | LOGIN '=' (TRUE | FALSE) | SUPERUSER '=' (TRUE | FALSE) | OPTIONS '=' map
    | ACCESS TO (ALL DATACENTERS | DATACENTERS '{' @datacenter {',' @datacenter} '}') | ACCESS FROM (ALL CIDRS | CIDRS '{' #string {',' #string} '}');

  command = (DESCRIBE | ~DESC) described [WITH INTERNALS] | CONSISTENCY [@consistency] | SERIAL CONSISTENCY [@serialConsistency] | TRACING [ON | OFF] | EXPAND [ON | OFF]
    | PAGING [ON | OFF | #value] | SHOW (HOST | VERSION | SESSION #value | REPLICAS #value [@keyspace]) | SOURCE #value | LOGIN role [#value] | HELP | HISTORY [#value] | CLEAR | EXIT;
  described = CLUSTER | [FULL] SCHEMA | KEYSPACES | TABLES | TYPES | FUNCTIONS | AGGREGATES | [ONLY] KEYSPACE [@keyspace] | TABLE table | INDEX index | MATERIALIZED VIEW view
    | TYPE udt | FUNCTION userFunction | AGGREGATE userAggregate | table;
`;

/** The grammar of CQL and of cqlsh's commands, 3.11 to 6.0, as far as it says what may come next. Its start is `statement`. */
export const GRAMMAR = compileGrammar(ROWS + SCHEMA + OTHERS);
