using System.Text;
using System.Text.Json;
using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Loose;

/// <summary>What holds for any parameters. A failure names its seed.</summary>
public sealed class LoosePropertyTests
{
    private const int Runs = 4000;

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Any_tree_of_values_is_sent_as_json_or_refused_with_a_list_of_problems(bool convert, bool validate)
    {
        using var client = Clients.Stubbed(options => (options.Parameters.Convert, options.Parameters.Validate) = (convert, validate));
        int sent = 0;
        int refused = 0;
        for (int seed = 0; seed < Runs; seed++)
        {
            var operation = Operations.All[seed % Operations.All.Count];
            var parameters = new LooseTrees(seed).Parameters(operation);
            var before = parameters.ToArray();
            try
            {
                await client.BuildRequest(operation.Name, parameters).SendAsync();
                using var body = JsonDocument.Parse(client.ApiRequests[^1].Context.HttpRequest.CopyBody(), new JsonDocumentOptions { MaxDepth = 200 });
                Assert.All(body.RootElement.EnumerateObject(), member => Assert.Contains(operation.Input.Members, row => row.Name == member.Name));
                sent++;
            }
            catch (ParameterValidationException e)
            {
                Assert.NotEmpty(e.Errors);
                Assert.All(e.Errors, error => Assert.Contains(error.ToString(), e.Message, StringComparison.Ordinal));
                refused++;
            }
            catch (Exception e)
            {
                Assert.Fail($"Seed {seed}: {e}");
            }

            // The caller's dictionary is as it was, with the same objects.
            Assert.Equal(before.Select(pair => pair.Key), parameters.Keys);
            Assert.All(before, pair => Assert.True(ReferenceEquals(pair.Value, parameters[pair.Key])));
        }

        // Both do happen.
        Assert.True(refused > 100, $"{refused} were refused.");
        Assert.True(validate || sent > 500, $"{sent} were sent.");
    }

    [Fact]
    public async Task Every_valid_request_is_read_back_from_its_json()
    {
        using var client = Clients.Stubbed();
        for (int seed = 0; seed < Runs; seed++)
        {
            var operation = Operations.All[seed % Operations.All.Count];
            var parameters = Valid(operation, seed);
            object request = RandomRequest(operation, parameters);
            await SendAsync(client, request);
            byte[] body = client.ApiRequests[^1].Context.HttpRequest.CopyBody();
            Assert.True(request.Equals(Read(operation, body)), $"Seed {seed}: {Encoding.UTF8.GetString(body)}");

            // Nor is it only we who can read it.
            using var document = JsonDocument.Parse(body);
            foreach (var member in document.RootElement.EnumerateObject())
            {
                object? expected = parameters[member.Name];
                Assert.Equal(expected is string ? expected : ((List<object?>)expected!).Cast<string>(), member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString() : member.Value.EnumerateArray().Select(item => item.GetString()));
            }

            await client.BuildRequest(operation.Name, parameters).SendAsync();
            Assert.Equal(body, client.ApiRequests[^1].Context.HttpRequest.CopyBody());
        }
    }

    [Fact]
    public async Task A_value_that_holds_itself_is_refused_and_does_not_end_the_process()
    {
        using var client = Clients.Stubbed(options => options.Parameters.Validate = false);
        var list = new List<object?>();
        list.Add(list);
        var error = await Assert.ThrowsAsync<ParameterValidationException>(() => client.BuildRequest("CreateToken", new Dictionary<string, object?> { ["scope"] = list }).SendAsync());
        Assert.Equal(("scope", "at most 64 levels deep"), (Assert.Single(error.Errors).Path, error.Errors[0].Expected));
    }

    private static Dictionary<string, object?> Valid(Operation operation, int seed)
    {
        var random = new Random(seed);
        var trees = new LooseTrees(seed);
        return operation.Input.Members.Where(member => member.IsRequired || random.Next(2) == 0).ToDictionary(
            member => member.Name,
            member => member.Kind == MemberKind.StringList
                ? Enumerable.Range(0, random.Next(4)).Select(_ => (object?)trees.Text(valid: true)).ToList()
                : (object?)trees.Text(valid: true));
    }

    // Set through the properties, not through the tables.
    private static object RandomRequest(Operation operation, Dictionary<string, object?> members)
    {
        var type = typeof(SsoOidcClient).Assembly.GetType("SsoOidc." + operation.Input.Name.Replace("IAM", "Iam", StringComparison.Ordinal), throwOnError: true)!;
        object request = Activator.CreateInstance(type)!;
        foreach (var (name, value) in members)
        {
            type.GetProperty(char.ToUpperInvariant(name[0]) + name[1..])!.SetValue(request, value is List<object?> list ? list.Cast<string>().ToList() : value);
        }

        return request;
    }

    private static Task SendAsync(SsoOidcClient client, object request) => request switch
    {
        CreateTokenRequest typed => client.CreateTokenAsync(typed),
        CreateTokenWithIamRequest typed => client.CreateTokenWithIamAsync(typed),
        RegisterClientRequest typed => client.RegisterClientAsync(typed),
        StartDeviceAuthorizationRequest typed => client.StartDeviceAuthorizationAsync(typed),
        _ => throw new ArgumentException("unknown", nameof(request)),
    };

    private static object Read(Operation operation, byte[] body)
    {
        var reader = new Utf8JsonReader(body);
        reader.Read();
        return operation.ReadRequest(ref reader);
    }
}
