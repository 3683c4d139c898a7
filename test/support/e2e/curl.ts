import { execFile, spawnSync } from 'node:child_process';
import { request } from 'node:http';
import { promisify } from 'node:util';

interface CurlCall {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly body?: string;
}

const hasCurl = (): boolean => spawnSync('curl', ['--version']).status === 0;

const byCurl = async ({ url, method, body }: CurlCall): Promise<string> => {
  const words = [
    ...(method === 'POST' ? ['-X', 'POST'] : []),
    url,
    ...(body === undefined ? [] : ['-H', 'Content-Type: application/json', '-d', body]),
  ];
  const { stdout } = await promisify(execFile)('curl', ['-s', '-w', '\n%{http_code}', ...words]);
  return stdout;
};

const byNode = ({ url, method, body }: CurlCall): Promise<string> =>
  new Promise((resolve, reject) => {
    const headers = body === undefined ? {} : { 'Content-Type': 'application/json' };
    const outgoing = request(url, { method, headers }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () =>
        resolve(`${Buffer.concat(chunks).toString('utf8')}\n${incoming.statusCode ?? 0}`),
      );
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });

/** A call as the README prints it: by curl where it is installed, else by node with the same bytes. */
export const curl = async (call: CurlCall): Promise<{ status: number; text: string }> => {
  const output = await (hasCurl() ? byCurl(call) : byNode(call));
  const end = output.lastIndexOf('\n');
  return { status: Number(output.slice(end + 1)), text: output.slice(0, end) };
};
