using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using SsoOidc;
using SsoOidc.LocalServer;

// What the client does, on the console: log lines, spans and metrics of two calls to a local Identity Center.
using var traces = Sdk.CreateTracerProviderBuilder().AddSource("SsoOidc").AddConsoleExporter().Build();
using var metrics = Sdk.CreateMeterProviderBuilder().AddMeter("SsoOidc").AddConsoleExporter().Build();
using var loggers = LoggerFactory.Create(logging => logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Debug));

await using var server = await LocalIdentityCenter.StartAsync();
var options = new SsoOidcClientOptions { Region = "us-east-1", AppId = "observability-sample", LoggerFactory = loggers };
options.Endpoint.Url = server.Endpoint.AbsoluteUri;
options.Http.WireTrace = true;
using var client = new SsoOidcClient(options);

var registration = await client.RegisterClientAsync(new RegisterClientRequest { ClientName = "sample", ClientType = ClientTypes.Public });
try
{
    await client.CreateTokenAsync(CreateTokenRequest.ForDeviceCode(registration.ClientId!, registration.ClientSecret!, "no-such-code"));
}
catch (SsoOidcServiceException e)
{
    Console.WriteLine($"As expected: {e.Code}");
}
