/** Why a request is refused whatever else it says; each goes on from "The intent". */
export const destruction = 'asks for destruction, which no task covers';
export const nothingHere = 'is about nothing that this product does';
export const secrecy = 'asks for secrets or data to be handed out';
export const harming = 'asks to do harm on purpose';
export const falsifying = 'asks to falsify what is found or to hide it';
export const weakening = 'asks to weaken a control';
export const commanding = 'asks to run a command, a script or something from an address';
export const granting = 'asks for access that nobody granted';
