using System.Diagnostics.CodeAnalysis;
using System.Text;
using SsoOidc.Stubbing;
using Text = SsoOidc.Shapes.Text;

namespace SsoOidc;

/// <summary>
/// What a stubbed client answers: data, an error code, an exception, an HTTP answer, or what a function says. Strings, responses
/// and exceptions convert by themselves. Stubs do not change once they are set; <see cref="WithLatency"/> and <c>Expecting</c> return new ones.
/// </summary>
public sealed class StubbedResponse
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    internal StubbedResponse(Stub stub) => Stub = stub;

    private StubbedResponse(StubAnswer answer)
        : this(new Stub(answer))
    {
    }

    internal Stub Stub { get; }

    /// <summary>Makes a stub of a service error: HTTP 400 with the given code.</summary>
    /// <param name="code">The code, such as <c>SlowDownException</c>. It is read as a code of the service's: letters and digits count.</param>
    /// <exception cref="ArgumentException">The code is empty, or not valid UTF-16.</exception>
    public static StubbedResponse Error(string code)
    {
        ArgumentException.ThrowIfNullOrEmpty(code);
        return Text.IsValidUtf16(code)
            ? new(new ErrorAnswer(code))
            : throw new ArgumentException("The code has a lone surrogate, which cannot be sent.", nameof(code));
    }

    /// <summary>
    /// Makes a stub of an exception that is created anew for each call. Of a modelled service error, such as
    /// <see cref="InvalidGrantException"/>, it is the answer with that error's code.
    /// </summary>
    /// <typeparam name="TException">A modelled error, or an exception with a public constructor that takes nothing.</typeparam>
    /// <exception cref="ArgumentException">The exception cannot be created; give an instance.</exception>
    public static StubbedResponse Exception<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TException>()
        where TException : Exception => new(NewExceptionAnswer.Of<TException>());

    /// <summary>
    /// Makes a stub of a response; only the members that are set are answered. The response is read when the stub is set: later
    /// changes to it do not count.
    /// </summary>
    public static StubbedResponse Data(SsoOidcResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        return new(new ResponseAnswer(response));
    }

    /// <summary>
    /// Makes a stub of members by wire name, such as <c>expiresIn</c>; the others are not answered. The members are checked when
    /// the stub is set: names and types must be the operation's, nothing is converted.
    /// </summary>
    public static StubbedResponse Data(IReadOnlyDictionary<string, object?> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        return new(new MembersAnswer(new Dictionary<string, object?>(members, StringComparer.Ordinal)));
    }

    /// <summary>Makes a stub of an HTTP answer, which is then read as if the service had sent it.</summary>
    /// <param name="statusCode">The HTTP status, 100 to 999.</param>
    /// <param name="headers">The headers; none where null.</param>
    /// <param name="body">The body; empty where null.</param>
    /// <exception cref="ArgumentException">The status or a header is not possible, or the body is not valid UTF-16.</exception>
    public static StubbedResponse Http(int statusCode, IEnumerable<KeyValuePair<string, string>>? headers = null, string? body = null) =>
        new(new HttpAnswer(statusCode, headers, Utf8.GetBytes(body ?? string.Empty)));

    /// <summary>Makes a stub of an HTTP answer whose body is bytes.</summary>
    /// <param name="statusCode">The HTTP status, 100 to 999.</param>
    /// <param name="body">The body, which is copied.</param>
    /// <param name="headers">The headers; none where null.</param>
    /// <exception cref="ArgumentException">The status or a header is not possible.</exception>
    public static StubbedResponse HttpBytes(int statusCode, ReadOnlySpan<byte> body, IEnumerable<KeyValuePair<string, string>>? headers = null) =>
        new(new HttpAnswer(statusCode, headers, body.ToArray()));

    /// <summary>Makes a stub that a function decides on each call.</summary>
    public static StubbedResponse Dynamic(Func<OperationContext, StubbedResponse> decide)
    {
        ArgumentNullException.ThrowIfNull(decide);
        return new(new DynamicAnswer((context, _) => new(decide(context))));
    }

    /// <summary>Makes a stub that an asynchronous function decides on each call.</summary>
    public static StubbedResponse DynamicAsync(Func<OperationContext, CancellationToken, ValueTask<StubbedResponse>> decide)
    {
        ArgumentNullException.ThrowIfNull(decide);
        return new(new DynamicAnswer(decide));
    }

    /// <summary>Stubs a service error by its code.</summary>
    public static implicit operator StubbedResponse(string errorCode) => Error(errorCode);

    /// <summary>Stubs a response; only the members that are set are answered.</summary>
    public static implicit operator StubbedResponse(SsoOidcResponse response) => Data(response);

    /// <summary>Stubs an exception, which the call then fails with.</summary>
    public static implicit operator StubbedResponse(Exception exception) => FromException(exception);

    /// <summary>Makes a stub of a response; the same as <see cref="Data(SsoOidcResponse)"/>.</summary>
    public static StubbedResponse FromSsoOidcResponse(SsoOidcResponse response) => Data(response);

    /// <summary>Makes a stub of an exception, which the call then fails with.</summary>
    public static StubbedResponse FromException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return new(new ExceptionAnswer(exception));
    }

    /// <summary>Makes a stub of a service error by its code; the same as <see cref="Error"/>.</summary>
    public static StubbedResponse FromString(string errorCode) => Error(errorCode);

    /// <summary>
    /// Returns this stub for a call with these parameters. A call that differs in one of them fails with a
    /// <see cref="StubVerificationException"/> that lists the differences, and does not use the stub up.
    /// </summary>
    /// <param name="parameters">Members by wire name, such as <c>clientId</c>; null says that a member must be absent. Members that are not named may be anything.</param>
    public StubbedResponse Expecting(IReadOnlyDictionary<string, object?> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return new(Stub with { Expected = new StubExpectation(new Dictionary<string, object?>(parameters, StringComparer.Ordinal)) });
    }

    /// <summary>Returns this stub for a call with exactly this request: the members that it does not set must be absent.</summary>
    /// <param name="request">The operation's request, such as a <see cref="CreateTokenRequest"/>. It is read when the stub is set.</param>
    public StubbedResponse Expecting(object request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new(Stub with { Expected = new StubExpectation(request) });
    }

    /// <summary>Returns this stub with an answer that takes its time, by <see cref="SsoOidcClientOptions.TimeProvider"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The latency is below zero.</exception>
    public StubbedResponse WithLatency(TimeSpan latency)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(latency, TimeSpan.Zero);
        return new(Stub with { Latency = latency });
    }
}
