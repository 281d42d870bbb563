using SsoOidc.ConformanceTests.Calls;
using SsoOidc.ConformanceTests.Runner;

namespace SsoOidc.ConformanceTests.Stubs;

/// <summary>A stub that typed C# has no form for; the kind is listed in <c>docs/deviations.md</c>.</summary>
internal sealed class InexpressibleStubException(string kind) : Exception(kind);

/// <summary>Turns recorded stubs into this library's. One instance per client, because functions keep state.</summary>
internal sealed class RecordedStubs
{
    private static readonly string[] HttpKeys = ["status_code", "headers", "body"];

    private static readonly Dictionary<string, string> WireNames = ServiceModel.Responses.Values
        .SelectMany(static members => members.Keys).Distinct().ToDictionary(RubyText.Snake, StringComparer.Ordinal);

    private int _calls;

    /// <summary>The client, for functions that set stubs themselves.</summary>
    public SsoOidcClient? Client { get; set; }

    public StubbedResponse[] Read(JsonNode? stubs) => stubs switch
    {
        JsonArray list => [.. list.SelectMany(Read)],
        JsonObject { } one when one["list"] is JsonArray nested => [.. nested.SelectMany(Read)],
        JsonObject one => [ReadOne(one)],
        _ => throw new GoldenFormatException($"a stub is {stubs?.ToJsonString() ?? "null"}"),
    };

    private StubbedResponse ReadOne(JsonObject stub) => stub.First() switch
    {
        ("data", JsonObject members) => StubbedResponse.Data(LooseValues.ReadAll(ByWireName(members, static name => name.StartsWith('"')))),
        ("raw_hash", JsonObject { Count: 3 } hash) when HttpKeys.All(hash.ContainsKey) => OfHttp(hash),
        ("raw_hash", JsonObject members) => StubbedResponse.Data(LooseValues.ReadAll(ByWireName(members, static _ => true))),
        ("code", { } code) => code.GetValue<string>(),
        ("error_class", { } name) => OfErrorClass(name.GetValue<string>()),
        ("error_instance", JsonObject error) => OfError(error["class"]!.GetValue<string>(), error["message"]?.GetValue<string>()),
        ("http", JsonObject http) => OfHttp(http),
        ("proc", { } name) => OfFunction(name.GetValue<string>()),
        ("value", _) => throw new InexpressibleStubException("any value in place of data"),
        (var kind, _) => throw new GoldenFormatException($"the stub '{kind}' is not known"),
    };

    // Literal hashes, and keys in the form of strings, have Ruby's names.
    private static JsonObject ByWireName(JsonObject members, Func<string, bool> isRubyName) => new(members.Select(pair => KeyValuePair.Create(
        isRubyName(pair.Key) ? WireNames.GetValueOrDefault(pair.Key.Trim('"'), pair.Key) : pair.Key, pair.Value?.DeepClone())));

    private static StubbedResponse OfErrorClass(string name) => name switch
    {
        "Timeout::Error" => StubbedResponse.Exception<TimeoutException>(),
        "RuntimeError" => StubbedResponse.Exception<InvalidOperationException>(),
        "ArgumentError" => StubbedResponse.Exception<ArgumentException>(),
        "StandardError" => StubbedResponse.Exception<Exception>(),
        "IOError" or "EOFError" => StubbedResponse.Exception<IOException>(),
        "NotImplementedError" => StubbedResponse.Exception<NotImplementedException>(),
        _ when name.StartsWith("Errno::", StringComparison.Ordinal) || name == "SocketError" => StubbedResponse.Exception<System.Net.Sockets.SocketException>(),
        _ when ServiceModel.Errors.ContainsKey(name.Split("::")[^1]) => OfModelledError(name.Split("::")[^1]),
        _ when name.StartsWith("Aws::SSOOIDC::Errors::", StringComparison.Ordinal) => throw new InexpressibleStubException("the class of an error that is not modelled"),
        _ when StubFailures.IsRubysOwn(name) => StubbedResponse.Exception<Exception>(),
        _ => throw new GoldenFormatException($"no exception is mapped to the Ruby class '{name}'"),
    };

    private static StubbedResponse OfModelledError(string name) => (StubbedResponse)typeof(StubbedResponse)
        .GetMethod(nameof(StubbedResponse.Exception))!.MakeGenericMethod(NameMap.ServiceExceptionOf(name)).Invoke(null, null)!;

    private static StubbedResponse OfError(string name, string? message) => name switch
    {
        "RuntimeError" => new InvalidOperationException(message),
        "ArgumentError" => new ArgumentException(message),
        "StandardError" => new NotSupportedException(message),
        "Timeout::Error" => new TimeoutException(message),
        "IOError" or "EOFError" => new IOException(message),
        "NotImplementedError" => new NotImplementedException(message),
        _ when name.StartsWith("Errno::", StringComparison.Ordinal) || name == "SocketError" => new System.Net.Sockets.SocketException(1, message),
        "Seahorse::Client::NetworkingError" => new SsoOidcTransportException(TransportErrorKind.Other, message ?? string.Empty),
        _ when StubFailures.IsRubysOwn(name) => new NotSupportedException(message),
        _ => throw new GoldenFormatException($"no exception is mapped to the Ruby class '{name}'"),
    };

    private static StubbedResponse OfHttp(JsonObject http) => StubbedResponse.Http(
        http["status_code"]!.GetValue<int>(),
        (http["headers"] as JsonObject)?.Select(static pair => KeyValuePair.Create(pair.Key, pair.Value?.ToString() ?? string.Empty)),
        http["body"]?.GetValue<string>());

    private StubbedResponse OfFunction(string name) => name switch
    {
        "echo_client_id" => Function(static context => Token((string?)context.Parameters.GetValueOrDefault("clientId"))),
        "operation_name" => Function(static context => Token(RubyText.Snake(context.Operation.Name))),
        "counter" => Function(_ => StubbedResponse.Data(Members("expiresIn", ++_calls))),
        "returns_code" => Function(static _ => "SlowDownException"),
        "returns_http" => Function(static _ => StubbedResponse.Http(503, [new("x-amzn-requestid", "from-proc")], string.Empty)),
        "returns_error_instance" => Function(static _ => new InvalidOperationException("from proc")),
        "returns_error_class" => Function(static _ => StubbedResponse.Exception<TimeoutException>()),
        "returns_nil" => Function(static _ => null!),
        "returns_bad_data" => Function(static _ => StubbedResponse.Data(Members("nope", 1L))),
        "raises" => Function(static _ => throw new ArgumentException("proc broke")),
        "stubs_another_operation" => Function(_ =>
        {
            Client!.StubResponses("RegisterClient", StubbedResponse.Data(Members("clientId", "set by proc")));
            return Token("outer");
        }),
        "code_when_refresh_token_is_bad" => Function(static context =>
            Equals(context.Parameters.GetValueOrDefault("refreshToken"), "bad") ? "InvalidGrantException" : Token("fine")),
        _ => throw new GoldenFormatException($"the function '{name}' is not known"),
    };

    private static StubbedResponse Function(Func<OperationContext, StubbedResponse> decide) => StubbedResponse.Dynamic(decide);

    private static StubbedResponse Token(string? text) => StubbedResponse.Data(Members("accessToken", text));

    private static Dictionary<string, object?> Members(string name, object? value) => new() { [name] = value };
}
