using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Loose;

/// <summary>Random secrets go through every way in and out; none may be seen in anything that is printed.</summary>
public sealed class LooseRedactionTests
{
    // Written down once more, so that a row that forgot its mark is found out.
    private static readonly string[] Secrets =
    [
        "clientSecret", "deviceCode", "code", "refreshToken", "codeVerifier", "assertion", "subjectToken", "accessToken", "idToken",
        "userCode", "identityContext",
    ];

    private static readonly string[] Urls =
        ["redirectUri", "startUrl", "issuerUrl", "verificationUri", "authorizationEndpoint", "tokenEndpoint"];

    private readonly ConcurrentQueue<string> _printed = new();

    [Fact]
    public async Task No_secret_of_any_shape_is_printed()
    {
        int spans = 0;
        using var listener = new ActivityListener
        {
            ShouldListenTo = static _ => true,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                Interlocked.Increment(ref spans);
                Print(activity.DisplayName);
                Print(string.Join(' ', activity.TagObjects.Concat(activity.Baggage.Select(pair => KeyValuePair.Create(pair.Key, (object?)pair.Value)))));
                Print(string.Join(' ', activity.Events.SelectMany(item => item.Tags)));
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var log = new Printer(this);
        using var client = Clients.Stubbed(options => (options.LoggerFactory, options.Http.WireTrace) = (log, true));
        using var unchecked_ = Clients.Stubbed(options => (options.LoggerFactory, options.Http.WireTrace, options.Parameters.Validate) = (log, true, false));
        for (int seed = 0; seed < 1500; seed++)
        {
            string marker = $"S3CR3T{seed}x{new Random(seed).Next()}";
            _printed.Clear();
            await PrintAllAsync(client, unchecked_, Operations.All[seed % 4], seed, marker);
            Assert.True(_printed.Count > 10);
            Assert.All(_printed, text => Assert.DoesNotContain(marker, text, StringComparison.OrdinalIgnoreCase));
        }

        // Each of the calls has a span, and some have one per attempt too: there was something to look at.
        Assert.True(spans > 1500, $"{spans} spans");
    }

    private async Task PrintAllAsync(SsoOidcClient client, SsoOidcClient unchecked_, Operation operation, int seed, string marker)
    {
        var random = new Random(seed);
        var output = Members(operation.Output, random, marker);
        var input = Members(operation.Input, random, marker);
        foreach (var row in operation.Input.Members.Where(row => row.IsRequired))
        {
            input.TryAdd(row.Name, "x");
        }

        string broken = Secrets.Where(output.ContainsKey).FirstOrDefault("tokenType");
        client.StubResponses(
            operation.Name,
            StubbedResponse.Data(output),
            StubbedResponse.Http(200, body: $$"""{"{{broken}}":["{{marker}}"],"x":"{{marker}}"}"""),
            StubbedResponse.Http(200, body: $"{{\"accessToken\":\"{marker}"),
            StubbedResponse.Http(400, body: $$"""{"error":"invalid_grant","clientSecret":"{{marker}}","__type":5}"""),
            StubbedResponse.Http(502, body: $"<html>{marker}"),
            StubbedResponse.Error("Expects").Expecting(Members(operation.Input, random, marker + "y").Append(KeyValuePair.Create(operation.Input.Members[0].Name, (object?)"zzz")).DistinctBy(pair => pair.Key).ToDictionary()));
        for (int i = 0; i < 6; i++)
        {
            await PrintCallAsync(client.BuildRequest(operation.Name, input));
        }

        try
        {
            client.VerifyAllStubsUsed();
        }
        catch (StubVerificationException e)
        {
            Print(e.ToString());
        }

        // Of the wrong type, and where nothing is checked; then also against a stub that expects something else.
        var wrong = input.ToDictionary(pair => pair.Key, pair => Wrap(pair.Value!, random));
        wrong["unknown"] = marker;
        await PrintCallAsync(client.BuildRequest(operation.Name, wrong));
        await PrintCallAsync(unchecked_.BuildRequest(operation.Name, wrong));
        unchecked_.StubResponses(operation.Name, StubbedResponse.Error("X").Expecting(
            wrong.Where(pair => pair.Key != "unknown").ToDictionary(pair => pair.Key, object? (pair) => random.Next(3) == 0 ? null : Secrets.Contains(pair.Key) ? marker + "z" : "other")));
        await PrintCallAsync(unchecked_.BuildRequest(operation.Name, wrong));
        unchecked_.StubResponses(operation.Name);
        try
        {
            client.StubResponses(operation.Name, StubbedResponse.Data(output.ToDictionary(pair => pair.Key, pair => Wrap(pair.Value!, random))));
        }
        catch (ParameterValidationException e)
        {
            Print(e.ToString());
        }

        Print(client.StubData(operation.Name, output).ToString());
        foreach (var request in client.ApiRequests.Concat(unchecked_.ApiRequests))
        {
            Print(request.ToString());
            Print(request.Request?.ToString());
            Print(request.Context.ToString());
            Print(request.Context.Response?.ToString());
            Print(request.Context.HttpRequest.ToString());
            Print(request.Context.HttpResponse?.ToString());
        }

        client.ClearApiRequests();
        unchecked_.ClearApiRequests();
    }

    private async Task PrintCallAsync(OperationRequest call)
    {
        Print(call.ToString());
        try
        {
            var response = await call.SendAsync();
            Print(response.ToString());
            Print(response.ToJson());
        }
        catch (Exception e) when (e is ArgumentException or SsoOidcException or StubVerificationException)
        {
            Print(e.ToString());
            Print((e as ParameterValidationException)?.Errors[0].ToString());
            Print((e as SsoOidcException)?.Metadata.ToString());
        }
    }

    // The value in another form, most of them wrong.
    private static object? Wrap(object value, Random random) => random.Next(9) switch
    {
        0 => new[] { value },
        1 => new List<object?> { value, new Dictionary<string, object?> { ["inner"] = value } },
        2 => new Dictionary<string, object?> { ["inner"] = value },
        3 when value is string text => JsonValue.Create(text),
        4 when value is string text => JsonDocument.Parse(JsonSerializer.Serialize(text)).RootElement,
        5 => new StringBuilder(value.ToString()),
        6 => new Printed(value),
        7 => Enumerable.Range(0, 2).Select(i => i == 0 ? value : throw new InvalidOperationException(value.ToString())),
        _ => value,
    };

    private sealed record Printed(object Value);

    // Each member may be there; the secret ones hold the marker.
    private static Dictionary<string, object?> Members(Shape shape, Random random, string marker)
    {
        var members = new Dictionary<string, object?>();
        foreach (var row in shape.Members.Where(_ => random.Next(3) != 0))
        {
            members[row.Name] = row switch
            {
                { Structure: { } nested } => Members(nested, random, marker),
                { Name: "verificationUriComplete" } => $"https://user:{marker}@host/path?user_code={marker}",
                { Name: "redirectUris" } => new List<object?> { $"https://{marker}@host/", "plain", $"https://user:{marker}@host/" },
                { Kind: MemberKind.StringList } => new List<object?> { "plain" },
                _ when Urls.Contains(row.Name) => $"https://user:{marker}@host/path?q",
                { Kind: MemberKind.Integer or MemberKind.Long } => 5,
                _ when Secrets.Contains(row.Name) => random.Next(2) == 0 ? marker : $"{(char)random.Next(0x20, 0x7f)}{marker}\n{marker}",
                _ => "plain",
            };
        }

        return members;
    }

    private void Print(string? text)
    {
        if (text is not null)
        {
            _printed.Enqueue(text);
        }
    }

    private sealed class Printer(LooseRedactionTests owner) : ILoggerFactory, ILogger
    {
        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            owner.Print(state.ToString());
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            owner.Print(formatter(state, exception));
            owner.Print(exception?.ToString());
            owner.Print(state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs) : state?.ToString());
        }

        public void Dispose()
        {
        }
    }
}
