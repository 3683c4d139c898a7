import { lintFolder } from './lint-folder.ts';

const [machines = 'statemachines', handlers = 'functions/handlers/workflow'] =
  process.argv.slice(2);
const { machineCount, faults } = lintFolder({ machines, handlers });
for (const fault of faults) console.error(fault);
console.log(
  machineCount === 0
    ? `No state machine in ${machines}.`
    : `${machineCount} state machines, ${faults.length} faults.`,
);
// A folder without machines would otherwise pass.
process.exitCode = machineCount === 0 || faults.length > 0 ? 1 : 0;
