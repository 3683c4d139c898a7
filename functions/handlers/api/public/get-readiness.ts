import { makeGetReadiness } from '../../../application/service/get-readiness.ts';
import { readinessDependencies } from '../../../runtime/compose/readiness.ts';
import { deadline } from '../../../runtime/deadline.ts';
import { httpHandler } from '../../../runtime/http-handler.ts';

export const handler = httpHandler({
  operation: 'getReadiness',
  group: 'public',
  useCase: () => {
    const getReadiness = makeGetReadiness({ dependencies: readinessDependencies(), deadline });
    return async () => {
      const readiness = await getReadiness();
      return { status: readiness.ready ? 200 : 503, body: readiness };
    };
  },
});
