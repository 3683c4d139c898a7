/** The value of one series of Prometheus's text format; 0 while it is not there. */
export const metricIn = (text: string, series: string): number => {
  const line = text.split('\n').find((candidate) => candidate.startsWith(`${series} `));
  return line === undefined ? 0 : Number(line.slice(series.length + 1));
};

export const readMetrics = async (url: string): Promise<string> =>
  (await fetch(`${url}/metrics`)).text();
