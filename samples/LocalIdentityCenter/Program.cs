using System.Runtime.InteropServices;
using LocalIdentityCenterSample;
using SsoOidc.LocalServer;

if (args.Contains("--help"))
{
    Console.WriteLine(CommandLine.Usage);
    return 0;
}

if (CommandLine.Read(args, out var error) is not { } options)
{
    return Refuse(error);
}

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);

try
{
    await using var server = await LocalIdentityCenter.StartAsync(options, stop.Token);
    Console.WriteLine($"Listening on {server.Endpoint.GetLeftPart(UriPartial.Authority)}");
    Console.WriteLine($"""

        Try it with the AWS CLI:
          aws sso-oidc register-client --client-name demo --client-type public --region {options.Region} \
            --no-sign-request --endpoint-url {server.Endpoint.GetLeftPart(UriPartial.Authority)}

        Start URL: {server.StartUrl}
        Sign-in page: {new Uri(server.Endpoint, "/device")}
        Ctrl+C ends the server.
        """);
    Console.Out.Flush();
    await server.WaitForShutdownAsync(stop.Token);
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    // Asked to stop: the server has been disposed on the way here.
}
catch (ArgumentException e)
{
    return Refuse(e.Message);
}
catch (IOException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}

return 0;

void OnSignal(PosixSignalContext context)
{
    context.Cancel = true;
    stop.Cancel();
}

static int Refuse(string why)
{
    Console.Error.WriteLine(why);
    Console.Error.WriteLine();
    Console.Error.WriteLine(CommandLine.Usage);
    return 2;
}
