using Amazon.Runtime;
using SsoOidc.ObservabilityTests.Support;

namespace SsoOidc.ObservabilityTests;

/// <summary>
/// A unique secret in every place where a secret can be, everything that tells about calls switched on, and nowhere a trace of
/// one. Each secret begins with a word that says where it was.
/// </summary>
public sealed class CanaryTests : IDisposable
{
    private const string Mark = Told.Mark;

    private readonly Told _told = new();

    public static TheoryData<string, bool> Calls
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (var operation in Operations.All)
            {
                data.Add(operation.Name, true);
                data.Add(operation.Name, false);
            }

            return data;
        }
    }

    public void Dispose() => _told.Dispose();

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task No_canary_is_told_of_any_answer(string name, bool isLoose)
    {
        var operation = Operations.Find(name);
        foreach (var answer in Answers(operation))
        {
            foreach (bool raises in new[] { true, false })
            {
                using var client = Client(new FixedAnswer(answer), options => options.RaiseResponseErrors = raises);
                await CallAsync(client, operation, isLoose);
                _told.Add($"{client} {client.Config} {client.Config.Describe()} {client.Handlers.Describe(operation)}");
            }
        }

        _told.AssertSilent(operation);
        Assert.All(["SsoOidc.Client", "SsoOidc.Wire"], category => Assert.Contains(_told.Log.Lines, line => line.Category == category));
        Assert.Contains("SSOOIDC." + name, _told.Text, StringComparison.Ordinal);
        Assert.Contains("ApiCallAttempt", _told.Text, StringComparison.Ordinal);
        Assert.Contains("ssooidc.client.call.duration", _told.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_canary_is_told_where_validation_fails_or_a_token_is_borne()
    {
        using var client = Client(new FixedAnswer(static () => Watched.Answer(200, "{}")), options =>
        {
            options.Endpoint.Provider = new Bearing();
            options.TokenProvider = new Token();
        });
        await CallAsync(client, Operations.CreateToken, isLoose: false);
        await CatchAsync(() => client.CreateTokenAsync(new CreateTokenRequest { ClientSecret = Mark + "\ud800", RefreshToken = Mark }));
        await CatchAsync(() => client.BuildRequest("CreateToken", new Dictionary<string, object?> { ["clientSecret"] = new[] { Mark }, ["unknown"] = Mark }).SendAsync());
        _told.AssertSilent(Operations.CreateToken);
    }

    [Theory]
    [InlineData(Mark)]
    [InlineData("Basic Q0FOQVJZLXVzZXI=")]
    [InlineData("eENBTkFSWXg=")]
    [InlineData("eHhDQU5BUll4")]
    public void The_canary_would_be_found(string where)
    {
        _told.AssertSilent("nothing");
        _told.Add("x", [new("tag", where)]);
        Assert.ThrowsAny<Exception>(() => _told.AssertSilent("something"));
    }

    private SsoOidcClient Client(HttpMessageHandler transport, Action<SsoOidcClientOptions>? configure = null)
    {
        var client = new SsoOidcClient(Options(options =>
        {
            options.Http.Handler = transport;
            configure?.Invoke(options);
        }));

        // What handlers of the caller's put on a request, and what they see of a call.
        client.Handlers.HandleRequest(context =>
        {
            var headers = context.HttpRequest.Headers;
            headers["cookie"] = Mark + "-cookie";
            headers["proxy-authorization"] = Mark + "-proxy-authorization";
            headers["x-amz-sso_bearer_token"] = Mark + "-bearer";
            headers["x-aws-ec2-metadata-token"] = Mark + "-metadata";
            headers["x-api-key"] = Mark + "-api-key";
            headers["referer"] = $"https://{Mark}-user@h/?code={Mark}";
            _told.Add($"{context} {context.Request} {context.HttpRequest} {headers} {context.Operation}");
        }, PipelineStep.Sign, 10);
        return client;
    }

    private SsoOidcClientOptions Options(Action<SsoOidcClientOptions> configure) => Watched.Options(options =>
    {
        options.Credentials = new SessionAWSCredentials("AKIDEXAMPLE", Mark + "-secret-key", Mark + "-session-token");
        options.AccessKeyId = "AKIDEXAMPLE";
        options.SecretAccessKey = Mark + "-secret-key-option";
        options.SessionToken = Mark + "-session-token-option";
        options.Endpoint.Url = $"https://{Mark}-endpoint-user:{Mark}-endpoint-password@own.example/base?{Mark}-endpoint-query#{Mark}-endpoint-fragment";
        options.LoggerFactory = _told.Log;
        options.Http.WireTrace = true;
        options.Monitoring.Enabled = true;
        options.Monitoring.Publisher = records => _told.Add(string.Join('\n', records));
        options.Retry.Limit = 1;
        options.CallLog.Formatter = Line;
        configure(options);
    });

    private string Line(FinishedCall call)
    {
        string words = string.Join(' ', "region client_class operation request_params time retries http_request_method http_request_scheme http_request_host http_request_port http_request_endpoint http_request_headers http_request_body http_response_status_code http_response_headers http_response_body error_class error_message".Split(' ').Select(static word => ":" + word));
        var formatter = new CallLogFormatter(words) { FilterParameters = false };
        _told.Add($"{call} {call.RequestUri} {call.RequestBody} {call.ResponseBody} {string.Join(' ', call.RequestHeaders)} {string.Join(' ', call.ResponseHeaders)} {string.Join(' ', call.Parameters)} {call.Metadata} {call.Response} {call.Error}");
        return formatter.Format(call);
    }

    private async Task CallAsync(SsoOidcClient client, Operation operation, bool isLoose) => await CatchAsync(async () =>
    {
        object outcome = isLoose
            ? await client.BuildRequest(operation.Name, Parameters(operation)).SendAsync()
            : await SendTypedAsync(client, operation);
        _told.Add($"{outcome} {(outcome as LooseResponse)?.ToJson()}");
        if ((outcome as SsoOidcResponse)?.Error is { } error)
        {
            _told.Add(error);
        }
    });

    private async Task CatchAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (Exception e) when (e is SsoOidcException or ArgumentException)
        {
            _told.Add(e);
        }
    }

    private static async Task<SsoOidcResponse> SendTypedAsync(SsoOidcClient client, Operation operation)
    {
        var method = typeof(SsoOidcClient).GetMethods().First(method => method.Name.Equals(operation.Name + "Async", StringComparison.OrdinalIgnoreCase) && method.GetParameters().Length == 2);
        object request = Activator.CreateInstance(method.GetParameters()[0].ParameterType)!;
        foreach (var (name, value) in Parameters(operation))
        {
            request.GetType().GetProperty(operation.Input.Members.Single(member => member.Name == name).PropertyName)!.SetValue(request, value);
        }

        Assert.DoesNotContain(Mark, $"{request}", StringComparison.Ordinal);
        var task = (Task)method.Invoke(client, [request, CancellationToken.None])!;
        await task;
        return (SsoOidcResponse)task.GetType().GetProperty("Result")!.GetValue(task)!;
    }

    private static Dictionary<string, object?> Parameters(Operation operation) => operation.Input.Members.ToDictionary(
        static member => member.Name,
        static member => member switch
        {
            { Kind: MemberKind.StringList } => member.ShapeName == "RedirectUris" ? new List<string> { Url(member.Name) } : (object?)new List<string> { "a" },
            { ShapeName: "URI" } => Url(member.Name),
            { IsSecret: true } => $"{Mark}-{member.Name}",
            _ => "shown",
        });

    private static string Url(string name) => $"https://{Mark}-{name}-user:{Mark}-{name}-password@host.example/path";

    // Everything a server may answer: whole, cut off, of other types, errors with secrets in them, pages, redirects.
    private static IEnumerable<Func<HttpResponseMessage>> Answers(Operation operation)
    {
        var members = operation.Output.Members.Select(static member => member switch
        {
            { Structure: not null } => $$"""{"identityContext":"{{Mark}}-identityContext","other":"{{Mark}}"}""",
            { Kind: MemberKind.StringList } => """["a"]""",
            { Kind: MemberKind.Integer or MemberKind.Long } => "60",
            { Name: "verificationUriComplete" } => $"\"https://host.example/?user_code={Mark}-uri-query\"",
            { ShapeName: "URI" } => $"\"{Url(member.Name)}\"",
            { IsSecret: true } => $"\"{Mark}-{member.Name}\"",
            _ => "\"shown\"",
        }).Zip(operation.Output.Members, static (value, member) => $"\"{member.Name}\":{value}").ToArray();
        string full = "{" + string.Join(',', members) + $$""","unknown":"{{Mark}}-unknown","nested":{"accessToken":["{{Mark}}"] } }""";
        string wrong = "{" + string.Join(',', operation.Output.Members.Select(static member => $"\"{member.Name}\":{{\"a\":\"{Mark}\"}}")) + "}";
        string error = $$"""{"error":"invalid_grant","error_description":"shown","accessToken":"{{Mark}}-a","refreshToken":"{{Mark}}-r","clientSecret":"{{Mark}}-s","state":{"code":"{{Mark}}"} }""";
        (string, string)[] headers =
        [
            ("set-cookie", Mark + "-set-cookie"), ("x-amz-security-token", Mark), ("www-authenticate", Mark), ("location", $"https://{Mark}@h/?code={Mark}"),
            ("x-amzn-requestid", "shown"), ("x-refresh-token", Mark),
        ];
        foreach (var (status, body) in new[]
        {
            (200, full), (200, full[..^1]), (200, $"\"{Mark}\""), (200, $"[\"{Mark}\"]"), (200, wrong), (200, Mark), (200, full + Mark), (400, error), (400, error[..^1]),
            (400, Mark), (500, $"<html>{Mark}</html>"), (503, error), (302, Mark), (404, string.Empty), (600, error),
        })
        {
            yield return () => Watched.Answer(status, body, headers);
        }

        yield return static () => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused");
    }

    private sealed class FixedAnswer(Func<HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            try
            {
                return Task.FromResult(answer());
            }
            catch (HttpRequestException e)
            {
                return Task.FromException<HttpResponseMessage>(e);
            }
        }
    }

    private sealed class Bearing : EndpointProvider
    {
        public override ResolvedEndpoint Resolve(EndpointParameters parameters) => new($"https://{Mark}:{Mark}@own.example/?{Mark}")
        {
            AuthSchemes = [new EndpointAuthScheme("bearer")], Headers = new Dictionary<string, IReadOnlyList<string?>> { ["x-secret"] = [Mark] },
        };
    }

    private sealed class Token : IAWSTokenProvider
    {
        public Task<TryResponse<AWSToken>> TryResolveTokenAsync(CancellationToken cancellationToken = default) =>
            Task.FromResult(new TryResponse<AWSToken> { Success = true, Value = new AWSToken { Token = Mark + "-token" } });
    }
}
