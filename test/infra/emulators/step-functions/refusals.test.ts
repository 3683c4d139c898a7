import { describe, expect, it } from 'vitest';
import { DefinitionRefused } from '../../../../infra/emulators/step-functions/language/failure.ts';
import { loadMachine } from '../../../../infra/emulators/step-functions/language/load-machine.ts';
import { machineOf } from './bench.ts';

/** What loading says about a definition. */
const problemsOf = (definition: unknown): readonly string[] => {
  try {
    loadMachine('m', 'arn:aws:states:us-east-1:000000000000:stateMachine:m', definition);
  } catch (error) {
    if (error instanceof DefinitionRefused) return error.problems;
    throw error;
  }
  return [];
};

const pass = (fields: object): object => machineOf({ A: { Type: 'Pass', End: true, ...fields } });
const task = (fields: object): object =>
  machineOf({
    A: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Arguments: { FunctionName: 'f' },
      End: true,
      ...fields,
    },
  });
const map = (fields: object): object =>
  machineOf({
    A: {
      Type: 'Map',
      ItemProcessor: { StartAt: 'I', States: { I: { Type: 'Pass', End: true } } },
      End: true,
      ...fields,
    },
  });
const expression = (text: string): object => pass({ Output: `{% ${text} %}` });

describe('loading a machine', () => {
  it.each([
    ['a JSONPath field', pass({ ResultPath: '$.x' }), "Field 'ResultPath' is a JSONPath field"],
    [
      'a JSONPath Choice',
      machineOf({ A: { Type: 'Choice', Choices: [{ Variable: '$.x', Next: 'A' }] } }),
      "Field 'Variable' is a JSONPath field",
    ],
    [
      'the language JSONPath',
      { StartAt: 'A', States: { A: { Type: 'Succeed' } } },
      'The query language JSONPath is not supported',
    ],
    ['a field that no state has', pass({ Outptu: 1 }), "Field 'Outptu' is not supported"],
    ['a field of another state', pass({ Seconds: 1 }), "Field 'Seconds' is not supported"],
    [
      'a type that does not exist',
      machineOf({ A: { Type: 'Loop', End: true } }),
      "Unknown state type 'Loop'",
    ],
    [
      'credentials',
      task({ Credentials: { RoleArn: 'r' } }),
      "Field 'Credentials' is not supported",
    ],
    [
      'another service',
      task({ Resource: 'arn:aws:states:::sqs:sendMessage' }),
      "The resource 'arn:aws:states:::sqs:sendMessage' is not supported",
    ],
    [
      'another pattern',
      task({ Resource: 'arn:aws:states:::states:startExecution.sync' }),
      "The resource 'arn:aws:states:::states:startExecution.sync' is not supported",
    ],
    [
      'another argument',
      task({ Arguments: { FunctionName: 'f', InvocationType: 'Event' } }),
      "The argument 'InvocationType' of invoke is not supported",
    ],
    [
      'a distributed Map',
      map({
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED' },
          StartAt: 'I',
          States: { I: { Type: 'Pass', End: true } },
        },
      }),
      'A Map of mode DISTRIBUTED is not supported',
    ],
    [
      'a tolerance of more than all',
      map({ ToleratedFailurePercentage: 101 }),
      'Expected a JSONata expression or a number of 0 to 100',
    ],
    ['an item reader', map({ ItemReader: {} }), "Field 'ItemReader' is not supported"],
    ['$eval', expression('$eval("1")'), 'the function $eval is not supported'],
    ['an unknown function', expression('$shout("a")'), 'the function $shout is not known'],
    ['a name without a variable', expression('input.x'), "'input' at the top level"],
    ['$ at the top', expression('$.x'), '$ at the top level is not supported'],
    ['$$', expression('$map([1], function($x){ $$ })'), '$$ is not supported'],
    ['a syntax error', expression('1 +'), 'the expression at Output can not be parsed'],
    [
      'an operator that AWS does not have',
      expression('$x ?? 1'),
      'the expression at Output can not be parsed',
    ],
    [
      'half an expression',
      pass({ Output: '{% 1' }),
      'the expression at Output is opened or closed only',
    ],
    [
      'the variable states',
      pass({ Assign: { states: 1 } }),
      "'states' is not a name for a variable",
    ],
    [
      'a target that is not there',
      machineOf({ A: { Type: 'Pass', Next: 'B' } }),
      "MISSING_TRANSITION_TARGET: 'B'",
    ],
    [
      'a state without a way out',
      machineOf({ A: { Type: 'Pass' } }),
      'Exactly one of Next and End is required',
    ],
    [
      'States.ALL before the last',
      task({
        Catch: [
          { ErrorEquals: ['States.ALL'], Next: 'A' },
          { ErrorEquals: ['E'], Next: 'A' },
        ],
      }),
      'States.ALL must be alone and last',
    ],
    [
      'a timeout of half a second',
      task({ TimeoutSeconds: 0.5 }),
      'Expected a JSONata expression or an integer of 1 to 99999999',
    ],
    [
      'no states',
      { QueryLanguage: 'JSONata', StartAt: 'A' },
      'These fields are required: [States]',
    ],
    ['what is no object', 'machine', 'Expected an object'],
  ])('refuses %s by name', (_, definition, problem) => {
    const problems = problemsOf(definition);

    expect(problems).not.toEqual([]);
    expect(problems[0]).toContain(problem);
  });

  it('names every fault with its place', () => {
    expect(
      problemsOf(machineOf({ A: { Type: 'Pass', Parameters: {}, Result: 1, End: true } })),
    ).toEqual([
      "SCHEMA_VALIDATION_FAILED: Field 'Parameters' is a JSONPath field, only JSONata is supported at /States/A",
      "SCHEMA_VALIDATION_FAILED: Field 'Result' is a JSONPath field, only JSONata is supported at /States/A",
    ]);
  });

  it('takes JSONata of a single state in a machine that does not name a language', () => {
    const state = { Type: 'Pass', QueryLanguage: 'JSONata', End: true };

    expect(problemsOf({ StartAt: 'A', States: { A: state } })).toEqual([]);
  });

  it.each([
    '$x.y',
    '$map($states.input, function($v, $i){ $v.n + $i })',
    '($a := 1; $a + $b)',
    '$states.input[n > 1].m',
    '$sum($states.input.n) ~> $string',
    '$states.input.{"k": n}',
    '$partition([1..4], 2)',
  ])('takes the expression %s', (text) => {
    expect(problemsOf(expression(text))).toEqual([]);
  });
});
