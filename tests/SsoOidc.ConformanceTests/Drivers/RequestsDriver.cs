using System.Text;
using SsoOidc.ConformanceTests.Calls;
using SsoOidc.ConformanceTests.Runner;

namespace SsoOidc.ConformanceTests.Drivers;

/// <summary><c>requests.json</c>: what each operation puts on the wire.</summary>
internal sealed class RequestsDriver : GoldenDriver
{
    private static readonly string[] Volatile = ["user-agent", "amz-sdk-invocation-id", "x-amz-date", "authorization"];

    // Ruby's HTTP library adds these, .NET's does not.
    private static readonly string[] OfTheHttpLibrary = ["accept", "accept-encoding"];

    public override string Name => "requests";

    public override bool IsSame(JsonObject recorded, JsonObject derived) =>
        (recorded["exception"] is { } exception && derived["exception"] is { } other && ExpectedFailure.Covers(exception, other))
        || base.IsSame(recorded, derived);

    public override async Task<CaseOutcome> RunAsync(GoldenCase golden, JsonObject expected)
    {
        string operation = golden.Text("operation") ?? throw new GoldenFormatException("the case has no operation");
        var parameters = golden.Object("params");
        Func<Func<SsoOidcClient, Task<CallOutcome>>, Task<Differences>> run = golden.Kind switch
        {
            "request" => call => RunRequestAsync(golden, expected, call),
            "wire" => call => RunWireAsync(golden, expected, call),
            _ => throw new GoldenFormatException($"the kind '{golden.Kind}' is not known"),
        };

        var differences = new Differences();
        differences.Add("loose", await run(client => OperationCalls.CallLooseAsync(client, operation, parameters)));
        if (OperationCalls.TypedRequest(operation, parameters) is not { } request)
        {
            return new(differences, CasePaths.LooseOnly);
        }

        // A null element is no string: the typed path refuses what the loose one sends.
        if (expected["exception"] is null && parameters.Any(static pair => pair.Value is JsonArray list && list.Any(static item => item is null)))
        {
            differences.Add("typed", await RefuseNullElementAsync(golden, operation, request));
            return new(differences, CasePaths.LooseOnly);
        }

        differences.Add("typed", await run(client => OperationCalls.CallTypedAsync(client, operation, request)));
        return new(differences, CasePaths.TypedAndLoose);
    }

    private static async Task<Differences> RunRequestAsync(GoldenCase golden, JsonObject expected, Func<SsoOidcClient, Task<CallOutcome>> call)
    {
        using var transport = RecordingTransport.AnsweringEmptyObject();
        var (outcome, phase) = await ConstructAndCallAsync(golden.OptionalObject("config"), golden.OptionalObject("environment"), transport, call);
        var differences = new Differences();
        if (expected["exception"] is { } exception)
        {
            ExpectedFailure.Compare(differences, exception, outcome.Error, phase);
            differences.Same("requests_sent", expected["requests_sent"] ?? 0, transport.Sent.Count);
            return differences;
        }

        if (outcome.Error is { } error)
        {
            differences.Add($"no exception expected, got {error.GetType().Name}: {error.Message}");
        }

        if (transport.Sent is [var sent])
        {
            Compare(differences, expected, sent);
        }
        else
        {
            differences.Add($"one request expected, {transport.Sent.Count} sent");
        }

        return differences;
    }

    private static async Task<Differences> RunWireAsync(GoldenCase golden, JsonObject expected, Func<SsoOidcClient, Task<CallOutcome>> call)
    {
        using var server = new RawServer();
        var config = (JsonObject)golden.Object("config").DeepClone();
        config["endpoint"] = $"http://127.0.0.1:{server.Port}{golden.Text("endpoint_path")}";
        var (outcome, _) = await ConstructAndCallAsync(config, golden.OptionalObject("environment"), transport: null, call);
        var differences = new Differences();
        if (outcome.Error is { } error)
        {
            differences.Add($"no exception expected, got {error.GetType().Name}: {error.Message}");
            return differences;
        }

        var sent = await server.Request.WaitAsync(TimeSpan.FromSeconds(30));
        differences.Same("request_line", expected["request_line"], sent.RequestLine);
        differences.Same("body_text", expected["body_text"], Encoding.UTF8.GetString(sent.Body));
        var twice = sent.Headers.GroupBy(static header => header.Key, StringComparer.Ordinal).Where(static group => group.Count() > 1);
        differences.True($"a header stands there twice: {string.Join(", ", twice.Select(static group => group.Key))}", !twice.Any());
        var headers = sent.Headers
            .DistinctBy(static header => header.Key)
            .ToDictionary(static header => header.Key, header => header.Value.Replace($":{server.Port}", ":{PORT}", StringComparison.Ordinal), StringComparer.Ordinal);
        CompareHeaders(differences, expected, headers, ignored: OfTheHttpLibrary);
        return differences;
    }

    private static async Task<(CallOutcome Outcome, CallPhase Phase)> ConstructAndCallAsync(
        JsonObject? config, JsonObject? environment, HttpMessageHandler? transport, Func<SsoOidcClient, Task<CallOutcome>> call)
    {
        var options = ClientSetup.Create(config, environment, transport);
        SsoOidcClient client;
        try
        {
            client = new SsoOidcClient(options);
        }
        catch (ClientConfigurationException e)
        {
            return (new CallOutcome(null, e, null), CallPhase.Construction);
        }

        using (client)
        {
            return (await call(client), CallPhase.Call);
        }
    }

    private static async Task<Differences> RefuseNullElementAsync(GoldenCase golden, string operation, object request)
    {
        using var transport = RecordingTransport.AnsweringEmptyObject();
        var (outcome, _) = await ConstructAndCallAsync(
            golden.OptionalObject("config"),
            golden.OptionalObject("environment"),
            transport,
            client => OperationCalls.CallTypedAsync(client, operation, request));
        var differences = new Differences();
        differences.True($"a null element must be refused, got {outcome.Error?.GetType().Name ?? "success"}", outcome.Error is ParameterValidationException);
        differences.Same("requests_sent", 0, transport.Sent.Count);
        return differences;
    }

    private static void Compare(Differences differences, JsonObject expected, SentRequest sent)
    {
        var uri = sent.Uri;
        differences.Same("method", expected["method"], sent.Method);
        differences.Same("url", UrlText.WithLowerHost(expected["url"]!.GetValue<string>()), UrlText.WithLowerHost(uri.AbsoluteUri));
        differences.Same("scheme", expected["scheme"], uri.Scheme);
        differences.Same("host", expected["host"]!.GetValue<string>().ToLowerInvariant(), uri.Host);
        differences.Same("port", expected["port"], uri.Port);
        differences.Same("path", expected["path"], uri.AbsolutePath);
        differences.Same("query", expected["query"], uri.Query.Length == 0 ? null : uri.Query[1..]);
        CompareHeaders(differences, expected, sent.Headers, ignored: []);
        differences.Same("signed", expected["signed"], sent.Headers.ContainsKey("authorization"));
        differences.Same("body_base64", expected["body_base64"], Convert.ToBase64String(sent.Body));
        differences.Same("body_text", expected["body_text"], Encoding.UTF8.GetString(sent.Body));
        if (expected["signing"] is JsonObject signing)
        {
            // The signature covers canonical request and string to sign: where it is the same, so are they.
            differences.Same("signing.amz_date", signing["amz_date"], sent.Headers.GetValueOrDefault("x-amz-date"));
            differences.Same("signing.invocation_id", signing["invocation_id"], sent.Headers.GetValueOrDefault("amz-sdk-invocation-id"));
            differences.Same("signing.authorization", signing["authorization"], sent.Headers.GetValueOrDefault("authorization"));
        }
    }

    private static void CompareHeaders(Differences differences, JsonObject expected, IReadOnlyDictionary<string, string> sent, string[] ignored)
    {
        var recorded = (JsonObject)expected["headers"]!;
        foreach (string name in recorded.Select(static pair => pair.Key).Union(sent.Keys).Except(Volatile).Except(ignored))
        {
            differences.Same($"header {name}", recorded[name], sent.GetValueOrDefault(name));
        }

        var present = (JsonArray)expected["volatile_headers_present"]!;
        differences.Same(
            "volatile_headers_present",
            new JsonArray([.. present.Select(static name => name!.GetValue<string>()).Order(StringComparer.Ordinal).Select(static name => JsonValue.Create(name))]),
            new JsonArray([.. Volatile.Where(sent.ContainsKey).Order(StringComparer.Ordinal).Select(static name => JsonValue.Create(name))]));
    }
}
