using System.Net;
using System.Text;
using Amazon.Runtime;
using SsoOidc.Options;

[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace SsoOidc.ObservabilityTests.Support;

/// <summary>Clients with an environment of their own and a transport in memory. Tests do not run beside each other: listeners hear the whole process.</summary>
internal static class Watched
{
    public static CreateTokenRequest Request => CreateTokenRequest.ForRefreshToken("client", "the-client-secret", "the-refresh-token");

    public static SsoOidcClientOptions Options(Action<SsoOidcClientOptions>? configure = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var options = new SsoOidcClientOptions
        {
            Region = "us-west-2",
            Credentials = new SessionAWSCredentials("AKIDEXAMPLE", "the-secret-key", "the-session-token"),
            RaiseResponseErrors = false,
            Seams = new SystemSeams { GetEnvironmentVariable = name => environment?.GetValueOrDefault(name), Random = new Random(1) },
        };
        options.Retry.BaseDelay = TimeSpan.Zero;
        configure?.Invoke(options);
        return options;
    }

    public static SsoOidcClient Client(HttpMessageHandler transport, Action<SsoOidcClientOptions>? configure = null, IReadOnlyDictionary<string, string>? environment = null) =>
        new(Options(
            options =>
            {
                options.Http.Handler = transport;
                configure?.Invoke(options);
            },
            environment));

    public static HttpResponseMessage Answer(int status, string body, params (string Name, string Value)[] headers)
    {
        var answer = new HttpResponseMessage((HttpStatusCode)status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        foreach (var (name, value) in headers)
        {
            if (!answer.Headers.TryAddWithoutValidation(name, value))
            {
                answer.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return answer;
    }
}

/// <summary>Answers in order; the last answer repeats.</summary>
internal sealed class Answers(params Func<HttpResponseMessage>[] answers) : HttpMessageHandler
{
    public Answers(int status, string body)
        : this(() => Watched.Answer(status, body))
    {
    }

    public List<Dictionary<string, string>> Headers { get; } = [];

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Headers.Add(request.Headers.NonValidated.ToDictionary(static header => header.Key, static header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase));
        try
        {
            return Task.FromResult(answers[Math.Min(Headers.Count, answers.Length) - 1]());
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return Task.FromException<HttpResponseMessage>(e);
        }
    }
}
