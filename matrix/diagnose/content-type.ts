/** "application/grpc", with a format ("+proto") or parameters; not "application/grpc-web". */
export const isGrpc = (contentType: string | null): boolean =>
  /^application\/grpc(?:$|[+;])/i.test(contentType ?? "");

export const isGrpcWeb = (contentType: string | null): boolean =>
  /^application\/grpc-web(?:-text)?(?:$|[+;])/i.test(contentType ?? "");
