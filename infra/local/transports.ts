import { installTransport } from '../../functions/runtime/aws-clients.ts';
import type { ServiceName } from '../../functions/runtime/aws-clients.ts';
import type { WireRequest } from './outbox/aws-answer.ts';

export interface Transport {
  readonly handle: (request: WireRequest) => Promise<{ response: object }>;
}

const current = new Map<ServiceName, Transport>();

/** SDK clients keep the transport they were made with; this one passes on to whatever runs now. */
const forwarding = (service: ServiceName) => ({
  handle: (request: WireRequest) => {
    const transport = current.get(service);
    return transport
      ? transport.handle(request)
      : Promise.reject(new Error(`Nothing answers ${service}: the local services are stopped`));
  },
});

/** Puts the local services under the functions' SDK clients, also under those that are made already. */
export const useTransports = (transports: Readonly<Record<ServiceName, Transport>>): void => {
  for (const [service, transport] of Object.entries(transports) as [ServiceName, Transport][]) {
    current.set(service, transport);
    installTransport({ [service]: forwarding(service) as never });
  }
};

export const dropTransports = (): void => current.clear();
