import { describe, expect, it } from 'vitest';
import {
  isForbiddenAddress,
  probeTarget,
} from '../../../functions/adapters/http-probe/probe-target.ts';

const allowed = ['http://127.0.0.1:8083/_local/fleet', 'https://health.example.com/'];

describe('a probe target', () => {
  it.each([
    'http://127.0.0.1:8083/_local/fleet',
    'http://127.0.0.1:8083/_local/fleet/acme/assets/i-1/health?path=%2Fhealth',
    'https://health.example.com/anything',
  ])('%s is allowed', (address) => {
    expect(probeTarget(address, allowed)).toEqual({ url: new URL(address) });
  });

  it.each([
    ['nonsense', 'the address is not a URL'],
    ['file:///etc/passwd', 'only http and https are probed'],
    ['http://user:word@127.0.0.1:8083/_local/fleet', 'the address carries credentials'],
    [
      'http://127.0.0.1:8083/_local/fleets',
      'http://127.0.0.1:8083 is not among the allowed probe targets',
    ],
    [
      'http://127.0.0.1:8083/_local/fleet/../outbox',
      'http://127.0.0.1:8083 is not among the allowed probe targets',
    ],
    [
      'http://127.0.0.1:8084/_local/fleet/x',
      'http://127.0.0.1:8084 is not among the allowed probe targets',
    ],
    [
      'http://health.example.com/',
      'http://health.example.com is not among the allowed probe targets',
    ],
    [
      'https://health.example.com.evil.test/',
      'https://health.example.com.evil.test is not among the allowed probe targets',
    ],
  ])('%s is refused: %s', (address, refused) => {
    expect(probeTarget(address, allowed)).toEqual({ refused });
  });

  it.each([
    'http://169.254.169.254/latest/meta-data/',
    'http://169.254.0.1/',
    'http://2852039166/latest/',
    'http://0xa9fea9fe/',
    'http://[::ffff:169.254.169.254]/',
    'http://[fe80::1]/',
    'http://[fd00:ec2::254]/',
    'http://metadata.google.internal/',
    'http://metadata.google.internal./',
    'http://168.63.129.16/',
    'http://0.0.0.0/',
  ])('%s is refused even where it is allowed', (address) => {
    expect(probeTarget(address, [address, ...allowed])).toEqual({
      refused: expect.stringMatching(/is a link-local or metadata address$/) as string,
    });
  });
});

describe('a resolved address', () => {
  it.each([
    ['169.254.10.20', true],
    ['::ffff:169.254.169.254', true],
    ['fe80::1%eth0', true],
    ['not an address', true],
    ['127.0.0.1', false],
    ['10.1.2.3', false],
    ['2001:db8::1', false],
  ])('%s is forbidden: %s', (address, forbidden) => {
    expect(isForbiddenAddress(address)).toBe(forbidden);
  });
});
