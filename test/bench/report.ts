/** One line of a section's table. */
export interface Row {
  readonly what: string;
  readonly measured: string;
  /** Against something measured in the same run. */
  readonly ratio: string;
  readonly target: string;
  /** Null where the line only informs. */
  readonly isMet: boolean | null;
}

export interface Section {
  readonly name: string;
  readonly title: string;
  readonly measure: () => Promise<readonly Row[]>;
}

/** `3.2×` of what it is compared with. */
export const times = (value: number, baseline: number, name: string): string =>
  `${(value / baseline).toFixed(value / baseline < 10 ? 2 : 0)}× ${name}`;

export const milliseconds = (value: number): string => `${value.toFixed(value < 10 ? 3 : 1)} ms`;

export const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`;

export const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(0)} KB`;

/** A line about a figure that must not exceed a limit. */
export const atMost = (line: {
  readonly what: string;
  readonly value: number;
  readonly limit: number;
  readonly format: (value: number) => string;
  readonly ratio: string;
}): Row => ({
  what: line.what,
  measured: line.format(line.value),
  ratio: line.ratio,
  target: `≤ ${line.format(line.limit).replace(/\.0+(?= )/, '')}`,
  isMet: line.value <= line.limit,
});

/** A line that only informs. */
export const forInformation = (what: string, measured: string, ratio = ''): Row => ({
  what,
  measured,
  ratio,
  target: '',
  isMet: null,
});

const headings = ['', 'measured', 'ratio', 'target', 'met'] as const;

const cellsOf = ({ what, measured, ratio, target, isMet }: Row): readonly string[] => [
  what,
  measured,
  ratio,
  target,
  isMet === null ? '' : isMet ? 'yes' : 'NO',
];

/** The section as a table of aligned columns. */
export const tableOf = ({ name, title }: Section, rows: readonly Row[]): string => {
  const lines = [headings, ...rows.map(cellsOf)];
  const widths = headings.map((_, column) =>
    Math.max(...lines.map((cells) => (cells[column] ?? '').length)),
  );
  const text = lines.map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [`${name}: ${title}`, ...text.map((line) => `  ${line}`), ''].join('\n');
};
