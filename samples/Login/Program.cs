using System.Globalization;
using System.Runtime.InteropServices;
using Login;
using SsoOidc;
using SsoOidc.LocalServer;

if (args.Contains("--help"))
{
    Console.WriteLine(CommandLine.Usage);
    return 0;
}

if (CommandLine.Read(args, out string problem) is not { } line)
{
    Console.Error.WriteLine($"{problem}\n\n{CommandLine.Usage}");
    return 2;
}

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
try
{
    await using var server = line.IsEmbedded ? await LocalIdentityCenter.StartAsync(cancellationToken: stop.Token) : null;

    // Where nobody can click, the local server approves: with --yes, and where the output goes to a file or a pipe.
    bool approvesItself = server is not null && (line.ApprovesItself || Console.IsOutputRedirected);
    var display = new ConsoleDisplay(code =>
    {
        if (approvesItself)
        {
            server!.ApproveDevice(code);
        }
    });

    var options = new SsoOidcClientOptions { Region = line.Region };
    options.Endpoint.Url = server?.Endpoint.AbsoluteUri ?? line.EndpointUrl;
    if (options.Endpoint.Url is not null)
    {
        // Whatever the environment says is meant for AWS, not for this endpoint.
        options.Region ??= "us-east-1";
        options.Endpoint.UseFips = options.Endpoint.UseDualStack = false;
    }

    using var client = new SsoOidcClient(options);

    string startUrl = line.StartUrl ?? server?.StartUrl ?? $"{line.EndpointUrl!.TrimEnd('/')}/start";
    var token = await new DeviceFlow(client, display, TimeProvider.System).SignInAsync(startUrl, stop.Token);

    var expires = TimeProvider.System.GetUtcNow().AddSeconds(token.ExpiresIn ?? 0);
    Console.WriteLine($"Signed in at {Shown.Text(startUrl)} as {(server is null ? "the user who approved the code" : "local-user")}.");
    Console.WriteLine($"{Shown.Text(token.TokenType ?? "?")} token, valid until {expires.ToString("u", CultureInfo.InvariantCulture)}{(token.RefreshToken is null ? string.Empty : ", with a refresh token")}.");
    Console.WriteLine("The tokens are in this program's memory only; nothing was written.");
    return 0;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Console.Error.WriteLine("Cancelled.");
    return 130;
}
catch (Exception e) when (e is SsoOidcException or ArgumentException or IOException or InvalidDataException)
{
    // Messages that list problems have lines; of a server's words the client has escaped the line breaks.
    Console.Error.WriteLine(string.Join('\n', e.Message.Split('\n').Select(Shown.Text)));
    return 1;
}

void OnSignal(PosixSignalContext context)
{
    context.Cancel = true;
    stop.Cancel();
}
