// jsforce sends every call, loopback ones too, to the proxy that these variables name, and knows no NO_PROXY.

/** Takes them out of this process's environment. */
export function forgetProxies(): void {
  delete process.env.http_proxy;
  delete process.env.https_proxy;
  delete process.env.HTTP_PROXY;
  delete process.env.HTTPS_PROXY;
}
