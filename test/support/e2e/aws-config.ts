/** What AWS's own clients need to look into the product on one machine. */
export const awsConfig = (url: string) => ({
  endpoint: `${url}/_local/aws`,
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});
