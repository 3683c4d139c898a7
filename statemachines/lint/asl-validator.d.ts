/** The package comes without declarations; this is what is used of it. */
declare module 'asl-validator' {
  interface AslFault {
    readonly 'Error code': string;
    readonly Message: string;
    readonly schemaError?: { readonly instancePath: string };
  }

  /** Writes `QueryLanguage` into the states of what it is given. */
  export default function validate(definition: unknown): { readonly errors: readonly AslFault[] };
}
