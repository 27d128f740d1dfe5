import type { Row } from '../values/plain';
import type { UserAggregate, UserFunction, UserType } from './model';
import { textOf, textsOf } from './row';

/** A row of `system_schema.types`. */
export function readType(row: Row): UserType {
  const types = textsOf(row, 'field_types');

  return { keyspace: textOf(row, 'keyspace_name'), name: textOf(row, 'type_name'), fields: textsOf(row, 'field_names').map((name, index) => ({ name, type: types[index] ?? '' })) };
}

/** A row of `system_schema.functions`. */
export function readFunction(row: Row): UserFunction {
  const names = textsOf(row, 'argument_names');

  return {
    keyspace:     textOf(row, 'keyspace_name'),
    name:         textOf(row, 'function_name'),
    args:         textsOf(row, 'argument_types').map((type, index) => ({ name: names[index] ?? '', type })),
    returns:      textOf(row, 'return_type'),
    language:     textOf(row, 'language'),
    body:         textOf(row, 'body'),
    calledOnNull: row['called_on_null_input'] === true,
  };
}

/** A row of `system_schema.aggregates`. */
export function readAggregate(row: Row): UserAggregate {
  const finalFunction = textOf(row, 'final_func');
  const initial = row['initcond'];

  return {
    keyspace:      textOf(row, 'keyspace_name'),
    name:          textOf(row, 'aggregate_name'),
    args:          textsOf(row, 'argument_types'),
    returns:       textOf(row, 'return_type'),
    stateFunction: textOf(row, 'state_func'),
    stateType:     textOf(row, 'state_type'),
    ...(finalFunction && { finalFunction }),
    ...(typeof initial === 'string' && { initial }),
  };
}
